#pragma once

#include <functional>
#include <string_view>

namespace gongshi {

/// How many characters of `text` are a name of another language of the country as Chinese characters write it: 吐尔逊江,
/// 阿依古丽, 扎西顿珠, 巴特尔. Such names have no surname and often no dot; they are told by the parts they are made of,
/// behind which a syllable or two may follow that end many of them. 0 where none begins there.
///
/// `ends(n)`: whether what stands behind n characters may stand behind a name.
size_t transcribed_name(std::u32string_view text, const std::function<bool(size_t)>& ends);

}  // namespace gongshi
