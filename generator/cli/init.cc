#include "cli/verbs.h"

namespace gongshi {
namespace {

const char kSiteJson[] = R"json({
  // 网站名称和主办单位，出现在每一页。
  "name": "某某区行政执法公示",
  "authority": "某某区司法局",
  // 行政区划代码（六位）、网址（可以是大网站下的一个目录）、网站标识码和备案号。
  "region_code": "",
  "base_url": "",
  "site_id_code": "",
  "icp": "",
  "public_security_record": "",
  "contacts": {"address": "", "phone": "", "email": ""},
  // 颜色：dian 靛、zhu 朱、song 松。
  "theme": "dian",
  // 适用的规则集：national 总是适用，其余见 rules/。
  "rule_sets": ["national", "ndrc-36"],
  "annual_layout": "v11",
  // 演练时为 true：每一页都标“演示”。正式公示前改成 false。
  "rehearsal": true
}
)json";

const char kFeedsJson[] = R"json([
  // 每个数据源一项。url 可以是 https 网址，也可以是相对于本目录的文件。
  // {
  //   "id": "agencies", "dataset": "agencies", "agency": "*", "url": "feeds/agencies.csv",
  //   "attests": {"secrecy": "none", "security_risk": false, "reviewed_by": "某某区司法局",
  //               "by": "某某区司法局", "on": "2026-01-01", "until": "2026-12-31"}
  // }
]
)json";

}  // namespace

Outcome init_verb(const Command& command) {
  DiskFs fs;
  const stdfs::path dir = stdfs::absolute(command.option("DIR")).lexically_normal();
  if (fs.exists(dir / "site.json"))
    return outcome_of({"usage", "这个目录里已经有 site.json，没有改动它。", dir.string()});
  for (const char* folder : {"feeds", "pages", "datasets", "rules"})
    if (auto status = fs.make_dirs(dir / folder); !status) return outcome_of(status.error());
  if (auto status = fs.write(dir / "site.json", kSiteJson); !status) return outcome_of(status.error());
  if (auto status = fs.write(dir / "feeds.json", kFeedsJson); !status) return outcome_of(status.error());
  Outcome outcome;
  outcome.text = "已建立 " + dir.string() + "。请先填写 site.json 和 feeds.json，再运行：\n  gongshi --site " +
                 dir.string() + " check\n  gongshi --site " + dir.string() + " nightly\n";
  return outcome;
}

}  // namespace gongshi
