#pragma once

#include "intake/record.h"

namespace gongshi {

/// What a decision says it rests on.
struct LegalBasis {
  bool named = false;     ///< its basis names a law at all
  bool security = false;  ///< it rests on 治安管理处罚法 or 条例
};

/// From the basis; where the party is, or may be, a `person`, also from what was decided, from title and violation, and
/// from the facts where the basis names no law.
LegalBasis legal_basis_of(const Record& record, bool person);

}  // namespace gongshi
