#pragma once

#include <zlib.h>

#include <string>
#include <utility>
#include <vector>

namespace gongshi::test {

/// Files of a ZIP archive: name and content.
using Parts = std::vector<std::pair<std::string, std::string>>;

inline std::string little(uint64_t value, size_t size) {
  std::string out;
  for (size_t i = 0; i < size; ++i, value >>= 8) out += static_cast<char>(value & 0xFF);
  return out;
}

inline std::string deflated(const std::string& bytes) {
  z_stream stream{};
  deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

/// A ZIP archive of deflated parts. `flags` are the general purpose bits (1 is encrypted);
/// `claimed` replaces the inflated size where it is not 0.
inline std::string zip_of(const Parts& parts, uint16_t flags = 0, uint32_t claimed = 0) {
  std::string out;
  std::string directory;
  for (const auto& [name, content] : parts) {
    const std::string packed = deflated(content);
    const uint32_t crc = static_cast<uint32_t>(
        crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size())));
    const std::string sizes = little(flags, 2) + little(8, 2) + little(0, 4) + little(crc, 4) +
                              little(packed.size(), 4) + little(claimed ? claimed : content.size(), 4) +
                              little(name.size(), 2) + little(0, 2);
    directory += "PK\x01\x02" + little(20, 2) + little(20, 2) + sizes + little(0, 10) +
                 little(out.size(), 4) + name;
    out += "PK\x03\x04" + little(20, 2) + sizes + name + packed;
  }
  return out + directory + "PK\x05\x06" + little(0, 4) + little(parts.size(), 2) +
         little(parts.size(), 2) + little(directory.size(), 4) + little(out.size(), 4) + little(0, 2);
}

inline const std::string kBookRelations = R"(<Relationships>
<Relationship Id="r1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="r2" Type="http://x/worksheet" Target="/xl/worksheets/sheet2.xml"/>
<Relationship Id="r3" Type="http://x/sharedStrings" Target="sharedStrings.xml"/>
<Relationship Id="r4" Type="http://x/styles" Target="styles.xml"/></Relationships>)";

/// The styles of workbook_of: 0 general, 1 a date, 2 a date and time, 3 a percentage, 4 six digits,
/// 5 a Chinese date, 6 a time.
inline const std::string kStyles = R"(<styleSheet><numFmts>
<numFmt numFmtId="164" formatCode="000000"/><numFmt numFmtId="165" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/>
</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="10"/>
<xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="20"/></cellXfs></styleSheet>)";

/// The parts of a workbook whose first sheet (名单) holds `rows` (the content of sheetData) and `tail`
/// after it; the second sheet (字典) is empty. Shared strings: 0 is 甲, 1 is 乙丙 in two runs.
inline Parts workbook_parts(const std::string& rows, const std::string& tail = "",
                            const std::string& properties = "") {
  return {{"_rels/.rels",
           R"(<Relationships><Relationship Id="r" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>)"},
          {"xl/workbook.xml", "<workbook>" + properties +
                                  R"(<sheets><sheet name="名单" sheetId="1" r:id="r1"/>)"
                                  R"(<sheet name="字典" sheetId="2" r:id="r2"/></sheets></workbook>)"},
          {"xl/_rels/workbook.xml.rels", kBookRelations},
          {"xl/styles.xml", kStyles},
          {"xl/sharedStrings.xml",
           "<sst><si><t>甲</t></si><si><r><t>乙</t></r><rPh sb=\"0\" eb=\"1\"><t>yi</t></rPh><r><t>丙</t></r></si></sst>"},
          {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData>" + tail + "</worksheet>"},
          {"xl/worksheets/sheet2.xml", "<worksheet><sheetData/></worksheet>"}};
}

inline std::string workbook_of(const std::string& rows, const std::string& tail = "",
                               const std::string& properties = "") {
  return zip_of(workbook_parts(rows, tail, properties));
}

/// A row of inline strings.
inline std::string text_row(const std::vector<std::string>& cells) {
  std::string out = "<row>";
  for (const auto& cell : cells) out += "<c t=\"inlineStr\"><is><t>" + cell + "</t></is></c>";
  return out + "</row>";
}

}  // namespace gongshi::test
