// Compiled by the test of promise P1, never linked: with GONGSHI_BREACH 0 it must compile, with any
// other number it must not, because only the rules room makes the public types.
#include "rules/public_record.h"

namespace gongshi {

void use(const PublicRecord& record) { (void)record.address(); }

#if GONGSHI_BREACH == 1
PublicRecord forged() { return PublicRecord(); }
#elif GONGSHI_BREACH == 2
Tombstone forged() { return Tombstone(); }
#elif GONGSHI_BREACH == 3
CountRow forged() { return CountRow(); }
#elif GONGSHI_BREACH == 4
void forged(PublicRecord& record) { record.fields_["party"] = "x"; }
#elif GONGSHI_BREACH == 5
struct Forger : PublicRecord {};
Forger forged() { return Forger(); }
#endif

}  // namespace gongshi
