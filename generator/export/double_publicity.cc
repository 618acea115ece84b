#include "export/double_publicity.h"

#include <algorithm>

#include "base/identifiers.h"
#include "base/money.h"
#include "base/text.h"

namespace gongshi {
namespace {

constexpr const char* kAgencyName = "@agency_name";
constexpr const char* kAgencyCode = "@agency";
constexpr const char* kTermEnd = "@term_ends_on";
constexpr const char* kPartyKind = "@party_kind";
constexpr const char* kState = "@state";
constexpr const char* kNever = "";  ///< a column of the standard that is never public

struct StandardColumn {
  const char* label;
  const char* code;    ///< without the table's CF_ or XK_
  const char* source;  ///< field of the record, or one of the words above
};

constexpr StandardColumn kParty[] = {
    {"行政相对人名称", "XDR_MC", "party.name"},
    {"行政相对人类别", "XDR_LB", kPartyKind},
    {"行政相对人代码_1(统一社会信用代码)", "XDR_SHXYM", "party.uscc"},
    {"行政相对人代码_2(工商注册号)", "XDR_GSZC", kNever},
    {"行政相对人代码_3(组织机构代码)", "XDR_ZZJG", kNever},
    {"行政相对人代码_4(税务登记号)", "XDR_SWDJ", kNever},
    {"行政相对人代码_5(事业单位证书号)", "XDR_SYDW", kNever},
    {"行政相对人代码_6(社会组织登记证号)", "XDR_SHZZ", kNever},
    {"法定代表人", "FRDB", "party.legal_representative"},
    {"法定代表人证件类型", "FR_ZJLX", kNever},
    {"法定代表人证件号码", "FR_ZJHM", kNever},
    {"证件类型", "XDR_ZJLX", kNever},
    {"证件号码", "XDR_ZJHM", kNever}};

constexpr StandardColumn kPenalty[] = {
    {"行政处罚决定书文号", "WSH", "document_number"},
    {"违法行为类型", "WFXW", "violation_type"},
    {"违法事实", "SY", "facts"},
    {"处罚依据", "YJ", "basis"},
    {"处罚类别", "CFLB", "penalty_kinds"},
    {"处罚内容", "NR", "content"},
    {"罚款金额（万元）", "NR_FK", "fine"},
    {"没收违法所得、没收非法财物的金额（万元）", "NR_WFFF", "confiscated"},
    {"暂扣或吊销证照名称及编号", "NR_ZKDX", "licence"},
    {"处罚决定日期", "JDRQ", "decision_date"},
    {"处罚有效期", "YXQ", "valid_until"},
    {"公示截止期", "GSJZQ", kTermEnd},
    {"处罚机关", "CFJG", kAgencyName},
    {"处罚机关统一社会信用代码", "CFJGDM", kAgencyCode},
    {"数据来源单位", "SJLY", kAgencyName},
    {"数据来源单位统一社会信用代码", "SJLYDM", kAgencyCode},
    {"备注", "BZ", kNever}};

constexpr StandardColumn kPermit[] = {
    {"行政许可决定文书名称", "XKWS", "title"},
    {"行政许可决定文书号", "WSH", "document_number"},
    {"许可类别", "XKLB", "permit_kind"},
    {"许可证书名称", "XKZS", kNever},
    {"许可编号", "XKBH", "licence"},
    {"许可内容", "NR", "content"},
    {"许可决定日期", "JDRQ", "decision_date"},
    {"有效期自", "YXQZ", "valid_from"},
    {"有效期至", "YXQZI", "valid_until"},
    {"许可机关", "XKJG", kAgencyName},
    {"许可机关统一社会信用代码", "XKJGDM", kAgencyCode},
    {"当前状态", "ZT", kState},
    {"数据来源单位", "LYDW", kAgencyName},
    {"数据来源单位统一社会信用代码", "LYDWDM", kAgencyCode},
    {"备注", "BZ", kNever}};

std::vector<StandardColumn> columns_of(const std::string& table) {
  std::vector<StandardColumn> columns(std::begin(kParty), std::end(kParty));
  if (table == "penalty")
    columns.insert(columns.end(), std::begin(kPenalty), std::end(kPenalty));
  else
    columns.insert(columns.end(), std::begin(kPermit), std::end(kPermit));
  return columns;
}

PublicityTable table_of(const std::string& name, const std::string& label, const std::string& stem) {
  PublicityTable table{name, label, {}, {}};
  for (const StandardColumn& column : columns_of(name)) {
    table.header.push_back(column.label);
    const std::string code = column.code;
    table.codes.push_back(code == "BZ" ? code : stem + code);
  }
  return table;
}

/// The state in words: the standard's numbers mean something else in each of its generations.
std::string state_word(const std::string& status) {
  if (status.empty() || status == "effective") return "有效";
  return status == "suspended" ? "停止执行" : status == "amended" ? "变更" : "";
}

/// What a field of the record says, if the other data files say it.
std::string field_text(const std::string& name, const std::vector<DataColumn>& columns,
                       const PublicRecord& record) {
  const auto column = std::find_if(columns.begin(), columns.end(),
                                   [&](const DataColumn& known) { return known.name == name; });
  if (column == columns.end() || !goes_out(*column, record)) return "";
  const Json value = record.value(name);
  if (value.is_number_integer()) return wan_text(value.get<Fen>());
  if (!value.is_array()) return value.is_string() ? value.get<std::string>() : "";
  std::vector<std::string> parts;
  for (const Json& part : value)
    if (part.is_string()) parts.push_back(part.get<std::string>());
  return joined(parts, ";");
}

}  // namespace

const std::vector<PublicityTable>& publicity_tables() {
  static const std::vector<PublicityTable> tables = {table_of("penalty", "行政处罚", "CF_"),
                                                     table_of("permit", "行政许可", "XK_")};
  return tables;
}

const PublicityTable* publicity_table_of(const PublicRecord& record) {
  if (record.dataset() != "decisions" || record.personal()) return nullptr;
  const std::string kind = record.text("party.kind"), code = record.text("party.uscc");
  const bool told = kind.empty() && uscc_valid(code) && !code.starts_with("92");
  if (kind != "organisation" && !told) return nullptr;
  for (const PublicityTable& table : publicity_tables())
    if (record.text("category") == table.name) return &table;
  return nullptr;
}

std::vector<std::string> publicity_cells(const PublicityTable& table, const std::string& agency_name,
                                         const std::vector<DataColumn>& columns,
                                         const PublicRecord& record) {
  std::vector<std::string> cells;
  for (const StandardColumn& column : columns_of(table.name)) {
    const std::string source = column.source;
    cells.push_back(source == kAgencyName   ? agency_name
                    : source == kAgencyCode ? record.agency()
                    : source == kPartyKind  ? "法人及非法人组织"
                    : source == kState      ? state_word(record.text("status"))
                    : source == kTermEnd
                        ? (record.term_ends_on() ? record.term_ends_on()->iso() : "")
                        : field_text(source, columns, record));
  }
  return cells;
}

std::map<std::string, std::vector<const PublicRecord*>, std::greater<>> publicity_months(
    const Edition& edition, const PublicityTable& table) {
  std::map<std::string, std::vector<const PublicRecord*>, std::greater<>> months;
  const auto [first, last] = edition.of("decisions");
  for (const PublicRecord* record = first; record != last; ++record)
    if (publicity_table_of(*record) == &table && record->main_date())
      months[record->main_date()->month_id()].push_back(record);
  return months;
}

std::string publicity_path(const std::string& table, const std::string& month) {
  return "double-publicity/" + month + "/" + table + "-" + month + ".csv";
}

}  // namespace gongshi
