// Spreadsheets' own files. The files in tests/fixtures/spreadsheets were made with Python's
// zipfile, as LibreOffice and Excel lay them out; those broken in every way are made here.

#include "entente/format/spreadsheet.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zip.h>

#include "entente/format/limits.hpp"
#include "entente/format/load.hpp"
#include "entente/format/spreadsheet_value.hpp"
#include "entente/format/zip_archive.hpp"
#include "entente/model/outcome.hpp"
#include "tests/format/native_support.hpp"
#include "tests/format/round_trip_support.hpp"
#include "tests/support/temporary_folder.hpp"

namespace entente::format::test {
namespace {

using testing::HasSubstr;

struct Part {
  std::string name;
  std::string text;
};

struct CloseSource {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};

/// A zip archive of the parts, in memory.
std::string zipped(const std::vector<Part>& parts, zip_int32_t method = ZIP_CM_DEFLATE,
                   const char* password = nullptr) {
  zip_error_t error;
  zip_error_init(&error);
  const std::unique_ptr<zip_source_t, CloseSource> target(
      zip_source_buffer_create(nullptr, 0, 0, &error));
  zip_source_keep(target.get());
  zip_t* archive = zip_open_from_source(target.get(), ZIP_TRUNCATE, &error);
  for (const auto& part : parts) {
    zip_source_t* text = zip_source_buffer(archive, part.text.data(), part.text.size(), 0);
    const auto index = static_cast<zip_uint64_t>(zip_file_add(archive, part.name.c_str(), text, 0));
    zip_set_file_compression(archive, index, method, 0);
    if (password != nullptr) {
      zip_file_set_encryption(archive, index, ZIP_EM_AES_256, password);
    }
  }
  EXPECT_EQ(zip_close(archive), 0);
  zip_stat_t about;
  zip_stat_init(&about);
  zip_source_stat(target.get(), &about);
  std::string bytes(about.size, '\0');
  zip_source_open(target.get());
  EXPECT_EQ(zip_source_read(target.get(), bytes.data(), about.size),
            static_cast<zip_int64_t>(about.size));
  zip_source_close(target.get());
  return bytes;
}

std::string text_cell(const std::string& text) {
  return "<table:table-cell office:value-type=\"string\"><text:p>" + text +
         "</text:p></table:table-cell>";
}

std::string number_cell(const std::string& number, const std::string& more = "") {
  return "<table:table-cell office:value-type=\"float\" office:value=\"" + number + "\"" + more +
         "><text:p>" + number + "</text:p></table:table-cell>";
}

std::string ods_row(const std::vector<std::string>& cells, const std::string& more = "") {
  std::string row = "<table:table-row" + more + ">";
  for (const auto& cell : cells) row += cell;
  return row + "</table:table-row>";
}

std::string ods_table(const std::string& name, const std::string& rows,
                      const std::string& style = "s") {
  return "<table:table table:name=\"" + name + "\" table:style-name=\"" + style + "\">" + rows +
         "</table:table>";
}

std::string ods(const std::string& tables) {
  return zipped(
      {{"content.xml",
        "<?xml version=\"1.0\"?><office:document-content><office:automatic-styles><style:style "
        "style:name=\"hid\"><style:table-properties table:display=\"false\"/></style:style>"
        "</office:automatic-styles><office:body><office:spreadsheet>" +
            tables + "</office:spreadsheet></office:body></office:document-content>"}});
}

const std::string k_heads =
    ods_row({text_cell("issue"), text_cell("option"), text_cell("a"), text_cell("b")});

std::string two_rows(const std::string& first, const std::string& second) {
  return k_heads + ods_row({text_cell("i"), text_cell("o"), first, number_cell("0")}) +
         ods_row({"<table:table-cell/>", text_cell("p"), second, number_cell("1")});
}

std::string xlsx(const std::string& data, const std::string& styles = "",
                 const std::string& strings = "") {
  const std::string type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  const auto relation = [&](const char* id, const std::string& kind, const std::string& target) {
    return "<Relationship Id=\"" + std::string(id) + "\" Type=\"" + type + kind + "\" Target=\"" +
           target + "\"/>";
  };
  return zipped(
      {{"_rels/.rels", "<Relationships>" + relation("r", "officeDocument", "/xl/workbook.xml") +
                           "</Relationships>"},
       {"xl/workbook.xml",
        "<workbook><sheets><sheet name=\"Talks\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"},
       {"xl/_rels/workbook.xml.rels",
        "<Relationships>" + relation("r1", "worksheet", "worksheets/../worksheets/sheet1.xml") +
            relation("r2", "styles", "styles.xml") +
            relation("r3", "sharedStrings", "sharedStrings.xml") + "</Relationships>"},
       {"xl/styles.xml", "<styleSheet>" + styles + "</styleSheet>"},
       {"xl/sharedStrings.xml", "<sst>" + strings + "</sst>"},
       {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + data + "</sheetData></worksheet>"}});
}

std::string inline_cell(const std::string& name, const std::string& text) {
  return "<c r=\"" + name + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
}

/// A table of one issue; `cell` stands in C3.
std::string xlsx_with(const std::string& cell, const std::string& styles = "",
                      const std::string& strings = "") {
  return xlsx("<row r=\"1\">" + inline_cell("A1", "issue") + inline_cell("B1", "option") +
                  inline_cell("C1", "a") + inline_cell("D1", "b") + "</row><row r=\"2\">" +
                  inline_cell("A2", "i") + inline_cell("B2", "o") +
                  "<c r=\"C2\"><v>0</v></c><c r=\"D2\"><v>0</v></c></row><row r=\"3\">" +
                  inline_cell("B3", "p") + cell + "<c r=\"D3\"><v>1</v></c></row>",
              styles, strings);
}

std::string first_message(const std::string& bytes, const std::string& name = "t.ods") {
  const auto result = read_spreadsheet(bytes, name);
  EXPECT_FALSE(result.scenario);
  return result.diagnostics.empty() ? "nothing" : to_string(result.diagnostics[0]);
}

Rational value_of_a(const std::string& bytes) {
  const auto result = read_spreadsheet(bytes, "t");
  EXPECT_TRUE(result.scenario) << lines_of(result.diagnostics);
  return result.scenario ? result.scenario->preferences[0].values[0][1].a : Rational(-999);
}

TEST(Spreadsheet, TheSameTableInEveryFormatIsTheSameScenario) {
  const std::string folder = std::string(ENTENTE_SOURCE_DIR) + "/tests/fixtures/spreadsheets/";
  const auto csv = load_scenario({folder + "river.csv"});
  ASSERT_TRUE(csv.scenario) << lines_of(csv.diagnostics);
  for (const char* name : {"river.ods", "river.xlsx"}) {
    SCOPED_TRACE(name);
    const auto read = load_scenario({folder + name});
    ASSERT_TRUE(read.scenario) << lines_of(read.diagnostics);
    EXPECT_TRUE(read.diagnostics.empty()) << lines_of(read.diagnostics);
    EXPECT_EQ(text_of(*read.scenario), text_of(*csv.scenario));
    for (std::size_t j = 0; j < csv.scenario->party_count(); ++j) {
      for (const auto& [here, there] : utility_pairs(*csv.scenario, *read.scenario, j)) {
        EXPECT_EQ(here, there);
      }
    }
    EXPECT_EQ(read.scenario->issues[0].option_places[1].line, 4);
    EXPECT_EQ(read.scenario->issues[0].option_places[1].column, 2);
  }
}

TEST(Spreadsheet, StoredNumbersAreWhatWasTyped) {
  EXPECT_EQ(stored_number("0.10000000000000001"), "0.1");
  EXPECT_EQ(stored_number("1E-3"), "0.001");
  EXPECT_EQ(stored_number("100000"), "100000");
  EXPECT_EQ(stored_number("-14.999999999999999"), "-14.999999999999998");
  EXPECT_EQ(stored_number("123456789012345"), "123456789012345");
  for (const char* bad : {"", "inf", "nan", "1,5", "1 ", "1e999"}) EXPECT_FALSE(stored_number(bad));
  EXPECT_EQ(value_of_a(xlsx_with("<c r=\"C3\"><v>0.10000000000000001</v></c>")), Rational(1, 10));
  // Numbers leave no doubt, whatever texts of the table write.
  EXPECT_EQ(value_of_a(ods(ods_table("T", two_rows(text_cell("0,5"), number_cell("1.234"))))),
            Rational(617, 500));
}

TEST(Spreadsheet, DatesAreTold) {
  for (const char* code : {"dd/mm/yyyy", "[h]:mm", "m/d/yy h:mm", "[$-407]d. mmmm"}) {
    EXPECT_TRUE(is_date_format(code)) << code;
  }
  for (const char* code : {"General", "0.00", "#,##0 \"days\"", "[Red]0", "0.00\\d", "0%;[Red]d"}) {
    EXPECT_FALSE(is_date_format(code)) << code;
  }
  EXPECT_EQ(date_text("46053", false), "2026-01-31");
  EXPECT_EQ(date_text("44591.4375", true), "2026-01-31T10:30:00");
  EXPECT_EQ(date_text("0.4375", false), "PT10H30M00S");
  EXPECT_FALSE(date_text("1e9", false));
}

TEST(Spreadsheet, CellsThatHoldNoValueAreErrorsWithTheirPlace) {
  const std::string date_style = "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>";
  const std::string where = "sheet `Talks`, row 3, column C: ";
  const std::pair<std::string, std::string> xlsx_cases[] = {
      {"<c r=\"C3\" s=\"1\"><v>46053</v></c>", "`2026-01-31` is a date or a time"},
      {"<c r=\"C3\" t=\"e\"><v>#DIV/0!</v></c>", "the formula has no result but `#DIV/0!`"},
      {"<c r=\"C3\"><f>1+1</f></c>", "a formula here, but not its result"},
      {"<c r=\"C3\"><f>1+1</f><v></v></c>", "a formula here, but not its result"},
      {"<c r=\"C3\" t=\"b\"><v>1</v></c>", "`true` is not a value"},
      {"<c r=\"C3\" t=\"s\"><v>7</v></c>", "`text 7`"},
      {"<c r=\"C3\"><v>much</v></c>", "`much`"},
      {inline_cell("C3", "5%"), "`5%` is a percentage"}};
  for (const auto& [cell, message] : xlsx_cases) {
    const std::string said = first_message(xlsx_with(cell, date_style), "t.xlsx");
    EXPECT_THAT(said, testing::StartsWith("t.xlsx:3:3: error: " + where)) << cell;
    EXPECT_THAT(said, HasSubstr(message));
    EXPECT_THAT(said, HasSubstr("hint: "));
  }
  const std::pair<std::string, std::string> ods_cases[] = {
      {"<table:table-cell office:value-type=\"date\" office:date-value=\"2026-05-03\"/>",
       "`2026-05-03` is a date"},
      {"<table:table-cell office:value-type=\"time\" office:time-value=\"PT1H\"/>", "is a date"},
      {"<table:table-cell office:value-type=\"string\" office:string-value=\"\" "
       "calcext:value-type=\"error\"><text:p>#REF!</text:p></table:table-cell>",
       "the formula has no result but `#REF!`"},
      {"<table:table-cell table:formula=\"of:=1+1\"/>", "a formula here, but not its result"},
      {"<table:table-cell office:value-type=\"float\" office:value=\"0\"><text:p>Err:502</text:p>"
       "</table:table-cell>",
       "`Err:502`"},
      {"<table:table-cell office:value-type=\"boolean\" office:boolean-value=\"false\"/>",
       "`false` is not a value"}};
  for (const auto& [cell, message] : ods_cases) {
    const std::string said =
        first_message(ods(ods_table("Talks", two_rows(number_cell("0"), cell))));
    EXPECT_THAT(said, testing::StartsWith("t.ods:3:3: error: " + where)) << cell;
    EXPECT_THAT(said, HasSubstr(message));
  }
}

TEST(Spreadsheet, TextsAreWhatPeopleSee) {
  const auto named = [](const std::string& bytes) {
    const auto result = read_spreadsheet(bytes, "t");
    EXPECT_TRUE(result.scenario) << lines_of(result.diagnostics);
    return result.scenario ? result.scenario->issues[0].options[0] : std::string();
  };
  const auto in_ods = [&](const std::string& cell) {
    return named(ods(ods_table(
        "T",
        k_heads + ods_row({text_cell("i"), cell, number_cell("0"), number_cell("1")}) +
            ods_row({"<table:table-cell/>", text_cell("z"), number_cell("1"), number_cell("0")}))));
  };
  EXPECT_EQ(in_ods(text_cell(" a \n<text:span>b<text:s text:c=\"2\"/>c</text:span>d ")), "a b  cd");
  EXPECT_EQ(in_ods("<table:table-cell office:value-type=\"string\"><office:annotation><text:p>no"
                   "</text:p></office:annotation><text:p>yes</text:p></table:table-cell>"),
            "yes");
  EXPECT_EQ(in_ods(number_cell("2026")), "2026");
  EXPECT_THAT(first_message(ods(ods_table(
                  "T", k_heads + ods_row({text_cell("i"), text_cell("a<text:line-break/>b"),
                                          number_cell("0"), number_cell("1")})))),
              HasSubstr("row 2, column B: the name of an option holds a line break"));
  const std::string strings =
      "<si><r><t>2</t></r><rPh><t>9</t></rPh><r><rPr/><t>.5</t></r></si><si><t>_x0032_</t></si>";
  EXPECT_EQ(value_of_a(xlsx_with("<c r=\"C3\" t=\"s\"><v>0</v></c>", "", strings)), Rational(5, 2));
  EXPECT_EQ(value_of_a(xlsx_with("<c r=\"C3\" t=\"s\"><v>1</v></c>", "", strings)), 2);
  EXPECT_EQ(value_of_a(xlsx_with("<c r=\"C3\" t=\"str\"><f>x</f><v>3±1</v></c>")), 3);
}

TEST(Spreadsheet, OtherSheetsAndHiddenOnesAreSaid) {
  const std::string good = two_rows(number_cell("0"), number_cell("4"));
  const auto two = read_spreadsheet(
      ods(ods_table("Empty", "") + ods_table("Talks", good) + ods_table("Notes", good)), "t");
  ASSERT_TRUE(two.scenario) << lines_of(two.diagnostics);
  EXPECT_TRUE(says(two.diagnostics, "sheet `Talks` is read; what stands on `Notes` is ignored"));
  const auto hidden =
      read_spreadsheet(ods(ods_table("Old", good, "hid") + ods_table("New", good)), "t");
  ASSERT_TRUE(hidden.scenario);
  EXPECT_TRUE(says(hidden.diagnostics, "sheet `New` is read; what stands on `Old` is ignored"));
  EXPECT_THAT(first_message(ods(ods_table("Old", good, "hid") + ods_table("New", ""))),
              HasSubstr("only hidden sheets hold something: `Old`"));
  EXPECT_THAT(first_message(ods(ods_table("New", ""))),
              HasSubstr("sheet `New`: the table is empty"));
  EXPECT_THAT(first_message(ods("")), HasSubstr("the file holds no sheet"));
  const auto row = read_spreadsheet(
      ods(ods_table(
          "T",
          "<table:table-column table:number-columns-repeated=\"3\"/><table:table-"
          "column table:visibility=\"collapse\"/>" +
              good +
              ods_row({text_cell("i"), text_cell("q"), number_cell("1"), number_cell("1")},
                      " table:visibility=\"filter\""))),
      "t");
  ASSERT_TRUE(row.scenario) << lines_of(row.diagnostics);
  EXPECT_TRUE(says(row.diagnostics, "hidden rows count like the others: `4`"));
  EXPECT_TRUE(says(row.diagnostics, "hidden columns count like the others: `D`"));
}

TEST(Spreadsheet, RepeatedEmptinessTakesNoRoom) {
  const std::string rest = ods_row({"<table:table-cell table:number-columns-repeated=\"16384\"/>"},
                                   " table:number-rows-repeated=\"1048570\"");
  EXPECT_EQ(value_of_a(ods(ods_table("T", two_rows(number_cell("0"), number_cell("4")) + rest))),
            4);
  const std::string full = ods_row({number_cell("1", " table:number-columns-repeated=\"16384\"")},
                                   " table:number-rows-repeated=\"1048570\"");
  EXPECT_THAT(first_message(ods(ods_table("T", full))), HasSubstr("the table has too many cells"));
  EXPECT_THAT(first_message(ods(ods_table("T", rest + rest + rest + rest + rest + rest + rest +
                                                   rest + rest + rest + rest + rest + rest + rest +
                                                   rest + rest + rest + full))),
              HasSubstr("something stands below row 16777216"));
  EXPECT_THAT(first_message(xlsx("<row r=\"2\"><c r=\"B2\"><v>1</v></c><c r=\"A2\"><v>1</v></c>"
                                 "</row>")),
              HasSubstr("its rows and columns are out of order"));
}

TEST(Spreadsheet, HostileArchivesAreRefused) {
  const std::string good = ods(ods_table("T", two_rows(number_cell("0"), number_cell("4"))));
  for (std::size_t size = 4; size < good.size(); size += 7) {
    const auto result = read_spreadsheet(good.substr(0, size), "t.ods");
    EXPECT_FALSE(result.scenario) << size;
  }
  EXPECT_THAT(first_message(good.substr(0, good.size() / 2)), HasSubstr("the file is damaged"));
  std::string flipped = good;
  flipped[good.size() / 3] = static_cast<char>(flipped[good.size() / 3] ^ 0x55);
  EXPECT_THAT(first_message(flipped), HasSubstr("the file is damaged"));
  EXPECT_THAT(first_message(zipped({{"content.xml", std::string(k_max_file_bytes + 1, ' ')}})),
              HasSubstr("unpacked, the part `content.xml` has more than 16777216 bytes"));
  EXPECT_THAT(first_message(zipped({{"content.xml", "<a/>"}, {"Content.XML", "<a/>"}})),
              HasSubstr("twice"));
  EXPECT_THAT(first_message(zipped({{"content.xml", "<a/>"}}, ZIP_CM_DEFLATE, "secret")),
              HasSubstr("protected by a password"));
  EXPECT_THAT(first_message(zipped({{"content.xml", "x"},
                                    {"META-INF/manifest.xml", "<manifest:encryption-data/>"}})),
              HasSubstr("protected by a password"));
  EXPECT_THAT(first_message(zipped({{"content.xml", "<a/>"}}, ZIP_CM_BZIP2)),
              HasSubstr("packed in a way that spreadsheets do not use"));
  EXPECT_THAT(first_message(zipped({{"content.xml", "<a><b></a>"}})),
              HasSubstr("the part `content.xml` of the file cannot be read: </a> does not match"));
  std::string deep;
  for (int k = 0; k < 100; ++k) deep += "<a>";
  EXPECT_THAT(first_message(zipped({{"content.xml", deep}})), HasSubstr("nested more than 64"));
  EXPECT_THAT(first_message(zipped({{"content.xml", "<office:document-content/>"}})),
              HasSubstr("no spreadsheet"));
  EXPECT_THAT(first_message(zipped({{"notes.txt", "x"}})), HasSubstr("zip archive, but no"));
  EXPECT_THAT(first_message(zipped({{"xl/workbook.bin", "x"}})), HasSubstr(".xlsb"));
  std::vector<Part> many(k_max_zip_entries + 1);
  for (std::size_t k = 0; k < many.size(); ++k) many[k].name = std::to_string(k);
  EXPECT_THAT(first_message(zipped(many, ZIP_CM_STORE)), HasSubstr("more than 10000 files"));
}

TEST(Spreadsheet, EntitiesAreNotExpanded) {
  const std::string bomb =
      "<!DOCTYPE a [<!ENTITY x \"yyyyyyyyyy\"><!ENTITY z \"&x;&x;&x;\">]><office:document-content>"
      "<office:body><office:spreadsheet>" +
      ods_table("T", two_rows(number_cell("0"), text_cell("&z;"))) +
      "</office:spreadsheet></office:body></office:document-content>";
  EXPECT_THAT(first_message(zipped({{"content.xml", bomb}})), HasSubstr("`&z;` is not a value"));
}

TEST(Spreadsheet, OldAndDisguisedFilesAreTold) {
  const entente::test::TemporaryFolder folder;
  const std::string old("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
  const std::string secret("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32);
  const std::pair<std::string, std::string> cases[] = {
      {folder.write("t.xls", old), "older spreadsheet"},
      {folder.write("u.xlsx", old + secret), "protected by a password"},
      {folder.write("v.ods", "hello"), "the name is that of a spreadsheet's own file"}};
  for (const auto& [path, message] : cases) {
    const auto result = load_scenario({path});
    ASSERT_EQ(result.diagnostics.size(), 1U) << lines_of(result.diagnostics);
    EXPECT_THAT(result.diagnostics[0].message, HasSubstr(message));
    EXPECT_FALSE(result.diagnostics[0].hint.empty());
  }
  const auto text = load_scenario({folder.write("w.xlsx", "issue,option,a,b\ni,o,0,1\ni,p,1,0\n")});
  EXPECT_TRUE(text.scenario) << lines_of(text.diagnostics);
}

}  // namespace
}  // namespace entente::format::test
