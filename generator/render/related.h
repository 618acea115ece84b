#pragma once

#include "render/page_data.h"
#include "render/press.h"

namespace gongshi {

/// Fills section RELATED (LABEL, ITEM of PATH and NAME_HTML) with the records this one names or that
/// name it: a power's guides, standards and procedures, a plan's items, a decision's power.
void add_related(const Press& press, PageData& page, const PublicRecord& record);

}  // namespace gongshi
