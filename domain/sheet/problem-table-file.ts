/** Problems of the file, the tab or the header row. */
export const FILE_PROBLEMS = {
  file_empty: {
    ko: "빈 파일입니다(0바이트). 내용이 있는 엑셀 파일(.xlsx)을 다시 올려 주세요.",
    en: "The file is empty (0 bytes). Upload an Excel file (.xlsx) with content.",
  },
  file_too_large: {
    ko: "파일이 허용 크기보다 큽니다({limit}). 지급 목록만 남기거나 여러 파일로 나누어 올려 주세요.",
    en: "The file is over the size limit ({limit}). Keep only the payment list, or split it into several files.",
  },
  xls_workbook: {
    ko: "예전 엑셀 형식(.xls)입니다. 엑셀에서 열어 ‘다른 이름으로 저장’ → ‘Excel 통합 문서(.xlsx)’로 저장한 뒤 올려 주세요.",
    en: "This is an old Excel file (.xls). Open it in Excel, choose Save As → Excel Workbook (.xlsx), and upload that.",
  },
  xlsb_workbook: {
    ko: "엑셀 바이너리 형식(.xlsb)입니다. 엑셀에서 열어 ‘Excel 통합 문서(.xlsx)’로 저장한 뒤 올려 주세요.",
    en: "This is an Excel binary workbook (.xlsb). Open it in Excel, save it as Excel Workbook (.xlsx), and upload that.",
  },
  password_protected: {
    ko: "암호가 걸린 파일이라 열 수 없습니다. 엑셀의 파일 → 정보 → 통합 문서 보호에서 암호를 해제하고 저장한 뒤 올려 주세요.",
    en: "The file is protected by a password. In Excel, remove it under File → Info → Protect Workbook, save, and upload again.",
  },
  document_locked: {
    ko: "회사 문서 보안({by})이 걸린 파일이라 열 수 없습니다. 문서 보안을 해제(복호화·반출)하거나 민감도 레이블의 암호화를 뺀 파일로 저장한 뒤 올려 주세요.",
    en: "The file is locked by your company's document security ({by}). Release it (decrypt it, or save it under a sensitivity label without encryption), then upload that.",
  },
  html_renamed: {
    ko: "엑셀 파일이 아니라 웹 페이지(HTML, MHT)입니다. 엑셀에서 열어 ‘Excel 통합 문서(.xlsx)’로 저장한 뒤 올려 주세요.",
    en: "This is a web page (HTML or MHT), not an Excel file. Open it in Excel, save it as Excel Workbook (.xlsx), and upload that.",
  },
  xml_workbook: {
    ko: "예전 XML 스프레드시트 형식이거나 일반 XML 파일입니다. 엑셀에서 열어 ‘Excel 통합 문서(.xlsx)’로 저장한 뒤 올려 주세요.",
    en: "This is an XML file, perhaps an old XML spreadsheet. Open it in Excel, save it as Excel Workbook (.xlsx), and upload that.",
  },
  csv_renamed: {
    ko: "확장자는 엑셀이지만 내용은 텍스트(CSV)입니다. 엑셀에서 열어 .xlsx로 저장하거나, 확장자를 .csv로 바꾸어 올려 주세요.",
    en: "The name says Excel, but the content is plain text (CSV). Save it as .xlsx in Excel, or change its ending to .csv.",
  },
  open_document: {
    ko: "OpenDocument 형식(.ods)입니다. ‘다른 이름으로 저장’에서 Excel 통합 문서(.xlsx)를 골라 저장한 뒤 올려 주세요.",
    en: "This is an OpenDocument file (.ods). Choose Save As → Excel Workbook (.xlsx), and upload that.",
  },
  numbers_document: {
    ko: "Apple Numbers 문서입니다. 파일 → 다음으로 내보내기 → Excel에서 .xlsx로 내보낸 뒤 올려 주세요.",
    en: "This is an Apple Numbers document. Choose File → Export To → Excel, and upload the .xlsx.",
  },
  not_a_workbook: {
    ko: "엑셀 파일이 아닙니다({kind}). 지급 목록을 엑셀 파일(.xlsx)로 저장해 올려 주세요.",
    en: "This is not an Excel file ({kind}). Save the payment list as an Excel file (.xlsx) and upload that.",
  },
  workbook_damaged: {
    ko: "파일이 손상되었거나 끝까지 저장되지 않았습니다. 원본을 엑셀에서 열어 다시 저장한 뒤 올려 주세요. (원인: {why})",
    en: "The file is damaged or was not saved to its end. Open the original in Excel, save it again, and upload that. (Cause: {why})",
  },
  workbook_unusual: {
    ko: "내용을 확실하게 읽을 수 없는 형태의 파일입니다. 엑셀에서 열어 새 이름의 .xlsx로 다시 저장한 뒤 올려 주세요. (원인: {why})",
    en: "The file is built in a way that can't be read with certainty. Open it in Excel, save it as a new .xlsx, and upload that. (Cause: {why})",
  },
  workbook_over_limits: {
    ko: "파일이 허용 범위를 넘습니다({limit}). 필요 없는 시트·행·열을 지우고 새 파일로 저장한 뒤 올려 주세요.",
    en: "The file is over a limit ({limit}). Remove tabs, rows and columns that are not needed, save it as a new file, and upload that.",
  },
  text_encoding_unclear: {
    ko: "텍스트 파일의 문자 인코딩을 알 수 없습니다. 엑셀에서 ‘CSV UTF-8’ 또는 .xlsx로 저장한 뒤 올려 주세요.",
    en: "The text encoding of the file is unclear. Save it as “CSV UTF-8” or .xlsx in Excel, and upload that.",
  },
  csv_malformed: {
    ko: "CSV의 {row}행 부근에서 따옴표나 구분 기호가 맞지 않습니다. 그 줄을 고치거나 엑셀에서 .xlsx로 저장한 뒤 올려 주세요.",
    en: "Quotes or separators of the CSV don't match near row {row}. Mend that line, or save it as .xlsx in Excel.",
  },
  sheet_empty: {
    ko: "내용이 있는 시트가 없습니다. 첫 줄에 ‘회원ID’, ‘포인트’ 제목을 쓰고 그 아래에 지급 목록을 넣어 주세요.",
    en: "No tab has any content. Put the headers “user id” and “points” in the first row, and the payments below them.",
  },
  no_visible_sheet: {
    ko: "모든 시트가 숨겨져 있습니다. 지급 목록이 있는 시트의 숨기기를 취소하고 저장한 뒤 올려 주세요.",
    en: "Every tab is hidden. Unhide the tab with the payments, save, and upload again.",
  },
  header_missing: {
    ko: "처음 20행 안에서 사용자와 포인트 제목이 함께 있는 행을 찾지 못했습니다. ‘회원ID’와 ‘포인트’처럼 제목을 써 주세요. 찾은 제목: {headers}",
    en: "No row among the first 20 names both a user column and a points column. Name them, for example, “user id” and “points”. Headers found: {headers}",
  },
  header_ambiguous: {
    ko: "{meaning} 열로 볼 수 있는 제목이 둘 이상입니다({headers}). 지급에 쓸 열만 남기거나 다른 열의 제목을 바꿔 주세요.",
    en: "More than one header could be the {meaningEn} column ({headers}). Keep the one to be paid from, or rename the others.",
  },
  header_unclear: {
    ko: "제목의 괄호 안 내용 때문에 {meaning} 열이 맞는지 확실하지 않습니다({headers}). 괄호와 단위를 지우고 ‘{example}’처럼 써 주세요.",
    en: "What stands in brackets makes it unclear whether this is the {meaningEn} column ({headers}). Write it without brackets and units, like “{example}”.",
  },
  unit_outside_column: {
    ko: "표 밖에 포인트의 단위를 바꾸는 표시가 있습니다({value}). 포인트를 5000처럼 실제 지급할 수로 바꾸고 그 표시를 지워 주세요. 다른 열의 단위라면 그 열의 제목에 써 주세요.",
    en: "What stands outside the points column changes its unit ({value}). Write the points as they are to be paid, like 5000, and remove it. If it is the unit of another column, put it into that column's header.",
  },
  other_points_columns: {
    ko: "‘{points}’ 열의 포인트를 지급하고, 포인트로 볼 수 있는 다른 열은 읽지 않습니다({headers}). 지급할 포인트가 ‘{points}’ 열에 있는지 확인해 주세요.",
    en: "The column “{points}” is paid, and others that could be points are not read ({headers}). Check that “{points}” holds what is to be paid.",
  },
  result_sheet: {
    ko: "이미 지급한 결과가 담긴 시트라서 지급 목록으로 쓸 수 없습니다. 실패한 건만 다시 지급하려면 결과 파일의 ‘지급 실패’ 시트를 올려 주세요. 모두에게 새로 지급하려는 것이면 ‘[결과]’로 시작하는 열을 지우고 올려 주세요.",
    en: "This tab says how payments ended, so nothing is paid from it. To pay only the failed ones again, upload the “Failed” tab of the result workbook. If everybody is really to be paid anew, delete the columns that begin with “[Result]”.",
  },
  reversal_sheet: {
    ko: "지급한 포인트를 회수하려고 만든 명단이라서 지급 목록으로 쓸 수 없습니다. 회수는 원래 지급의 화면에서 요청해 주세요. 이 사용자들에게 정말 지급하려는 것이면 ‘[결과]’로 시작하는 열을 지우고 올려 주세요.",
    en: "This list was made to take points back, so nothing is paid from it. Ask for a reversal on the original payout's page. If these users are really to be paid, delete the column that begins with “[Result]”.",
  },
  no_payments: {
    ko: "제목 행 아래에 지급할 행이 없습니다. 제목 아래에 사용자와 포인트를 한 줄에 한 명씩 입력해 주세요.",
    en: "There are no payments below the header row. Enter one user and their points a row below it.",
  },
  too_many_payments: {
    ko: "지급 건수가 한도({limit}건)를 넘습니다. 여러 파일로 나누어 올려 주세요.",
    en: "There are more payments than the limit of {limit}. Split them into several files.",
  },
  total_too_large: {
    ko: "포인트 합계가 정확히 계산할 수 있는 범위를 넘습니다. 포인트 값을 확인하거나 여러 파일로 나누어 주세요.",
    en: "The total of the points is too large to be exact. Check the points, or split the file.",
  },
  merged_cells: {
    ko: "지급에 쓰는 열에 병합된 셀이 있습니다({range}). 병합을 풀고 한 줄에 한 명씩 값을 채워 주세요.",
    en: "Cells of a column that is paid from are merged ({range}). Unmerge them and fill in one user a row.",
  },
  merged_reason: {
    ko: "사유 열에 병합된 셀이 있습니다({range}). 병합된 칸의 사유는 첫 행에만 들어가므로, 병합을 풀고 행마다 채워 주세요.",
    en: "Cells of the reason column are merged ({range}). The reason counts for the first row only: unmerge them and fill in each row.",
  },
  hidden_rows: {
    ko: "숨겨진(필터된) 행 {count}개도 지급 대상에 포함됩니다(첫 행: {row}행). 빼려면 그 행을 삭제해 주세요.",
    en: "{count} hidden or filtered rows are among the payments (the first: row {row}). Delete them if they are not to be paid.",
  },
  hidden_column: {
    ko: "숨겨진 열의 값으로 지급합니다({headers}). 숨기기를 취소하고 값이 맞는지 확인해 주세요.",
    en: "The payments are read from a hidden column ({headers}). Unhide it and check its values.",
  },
  other_sheet_not_read: {
    ko: "‘{other}’ 시트에도 지급 목록이 있지만 읽지 않았습니다. ‘{sheet}’ 시트만 지급합니다. 함께 지급하려면 한 시트로 합쳐 주세요.",
    en: "Tab “{other}” holds payments too, and was not read: only “{sheet}” is paid. Put them into one tab to pay both.",
  },
  extra_header_missing: {
    ko: "포인트 시스템에 필요한 ‘{header}’ 열이 없습니다. 머리글에 있는 열: {headers}. ‘{header}’ 열을 추가하고 값을 채워 주세요.",
    en: "The points system needs a column “{header}”. The header row has: {headers}. Add a column “{header}” and fill it in.",
  },
  extra_header_ambiguous: {
    ko: "‘{header}’ 열이 둘 이상입니다: {headers}. 하나만 남기고 지우거나 이름을 바꿔 주세요.",
    en: "More than one column stands for “{header}”: {headers}. Keep one; delete or rename the others.",
  },
} as const;
