#include "rules/transcribed_names.h"

#include <algorithm>
#include <vector>

#include "base/characters.h"

namespace gongshi {
namespace {

/// Parts of Uyghur and Kazakh, Tibetan and Mongolian names, by blanks. None is a word of its own that stands behind
/// 员工 or 其妻.
constexpr std::u32string_view kParts =
    U"买买提 麦麦提 买合木提 麦合木提 木合买提 阿不都 阿卜杜 阿布都 阿布杜 阿不力 阿布力 阿卜力 阿不来 阿布来 吐尔逊 图尔荪 图尔逊 土尔逊 吐尔洪 图尔洪 托合提 托乎提 "
    U"艾力 艾则孜 艾合买提 艾麦提 艾买提 艾山 艾尼 艾海提 艾孜孜 吾买尔 吾斯曼 吾守尔 吾普尔 玉素甫 玉苏甫 玉努斯 依明 伊敏 依布拉音 伊布拉音 依布拉依木 亚森 亚力坤 亚库甫 "
    U"尼亚孜 努尔 努尔兰 木合塔尔 穆合塔尔 热合曼 热依木 热合木 热孜亚 茹仙 茹鲜 肉孜 若孜 沙吾提 萨吾提 萨迪克 沙迪克 司马义 斯马义 塔依尔 太来提 铁木尔 帖木儿 沙塔尔 依力哈木 伊力哈木 "
    U"克里木 克热木 库尔班 卡德尔 卡地尔 哈力克 哈斯木 卡斯木 哈米提 海米提 阿依 古丽 古力娜 古丽娜 娜尔 帕提 帕夏 帕孜 布威 再娜 再努尔 早热 祖丽 祖力 祖农 居来提 迪丽 迪里 迪力 迪丽娜 "
    U"巴哈尔 阿米娜 阿迪力 阿力木 阿孜 米热 米日 热娜 热西 凯赛尔 赛买提 赛力克 别克 拜克 叶尔 木拉提 巴合提 加娜尔 阿曼 胡达 拜尔 也尔 江布尔 "
    U"扎西 次仁 才仁 卓玛 卓嘎 才让 多吉 多杰 央金 央宗 达瓦 旦增 丹增 巴桑 尼玛 格桑 平措 顿珠 罗布 拉姆 拉毛 德吉 索朗 索南 洛桑 边巴 贡嘎 其美 仁青 仁增 次旺 次旦 旺堆 旺姆 "
    U"白玛 益西 曲珍 曲吉 群培 桑杰 桑吉 东智 加措 嘉措 普布 米玛 "
    U"巴特尔 巴图 乌云 其其格 格日勒 图雅 那顺 宝音 斯琴 高娃 朝鲁 阿拉坦 额尔德尼 毕力格 毕勒格 孟和 苏日 娜仁 萨仁 敖日 乌日 满都 呼格吉 布和 达来";

/// Syllables that end names of these languages and hardly the name of a shop.
constexpr std::u32string_view kSyllables = U"江汗罕木提丽娜尔克力曼娅孜巴迪拉买依哈甫夫洪坎亚措珠增吉布玛姆杰旦桑日雅勒格图热米娃";

struct Parts {
  std::vector<std::u32string_view> list;

  Parts() {
    for (size_t at = 0; at < kParts.size();) {
      const size_t end = std::min(kParts.find(U' ', at), kParts.size());
      list.push_back(kParts.substr(at, end - at));
      at = end + 1;
    }
    std::sort(list.begin(), list.end());
  }

  /// The longest part that `text` begins with; 0 for none.
  size_t at(std::u32string_view text) const {
    size_t longest = 0;
    for (size_t size = 2; size <= std::min<size_t>(4, text.size()); ++size)
      if (std::binary_search(list.begin(), list.end(), text.substr(0, size))) longest = size;
    return longest;
  }
};

}  // namespace

size_t transcribed_name(std::u32string_view text, const std::function<bool(size_t)>& ends) {
  static const Parts parts;
  constexpr size_t kLongest = 10;
  size_t size = 0;
  while (const size_t part = size < kLongest ? parts.at(text.substr(size)) : 0) size += part;
  if (size == 0) return 0;
  for (size_t more = 0; more <= 2; ++more) {
    if (more > 0 && (size == text.size() || !among(kSyllables, text[size++]))) return 0;
    if (ends(size)) return size;
  }
  return 0;
}

}  // namespace gongshi
