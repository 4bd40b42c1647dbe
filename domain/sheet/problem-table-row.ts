/** Problems of a row or a cell. */
export const ROW_PROBLEMS = {
  user_id_missing: {
    ko: "포인트는 있는데 사용자 ID가 비어 있습니다. 사용자 ID를 입력하거나 행을 지워 주세요.",
    en: "There are points but no user id. Enter the user id, or delete the row.",
  },
  user_not_found: {
    ko: "포인트 시스템에 없는 사용자입니다({value}). ID를 확인해 주세요. 그대로 두면 이 건은 지급되지 않습니다.",
    en: "The points system does not know this user ({value}). Check the id; left as it is, this payment will fail.",
  },
  user_id_too_many_digits: {
    ko: "숫자로 저장된 사용자 ID가 15자리를 넘어 끝자리가 이미 바뀌었습니다({value}). 열 서식을 ‘텍스트’로 바꾸고 원래 ID를 다시 입력해 주세요.",
    en: "The user id is stored as a number of more than 15 digits, so its last digits are lost already ({value}). Format the column as Text and enter the id again.",
  },
  user_id_scientific: {
    ko: "사용자 ID가 지수 형식으로 표시된 숫자입니다({value}). 열 서식을 ‘텍스트’로 바꾸고 원래 ID를 다시 입력해 주세요.",
    en: "The user id is a number shown in scientific notation ({value}). Format the column as Text and enter the id again.",
  },
  user_id_not_whole: {
    ko: "사용자 ID가 소수이거나 음수인 숫자입니다({value}). 올바른 ID를 텍스트로 입력해 주세요.",
    en: "The user id is a number with decimals or a minus sign ({value}). Enter the right id as text.",
  },
  user_id_format_unclear: {
    ko: "셀 서식({format}) 때문에 사용자 ID가 {shownKo}(으)로 보이지만 저장된 값은 {value}입니다. 열 서식을 ‘텍스트’로 바꾸고 올바른 ID를 다시 입력해 주세요.",
    en: "Because of the cell's number format ({format}) the user id shows as {shownEn}, but the value stored is {value}. Format the column as Text and enter the id as it should be.",
  },
  user_id_is_date: {
    ko: "사용자 ID가 날짜로 바뀌어 있습니다({value}). 열 서식을 ‘텍스트’로 바꾸고 원래 ID를 다시 입력해 주세요.",
    en: "The user id was turned into a date ({value}). Format the column as Text and enter the id again.",
  },
  user_id_is_boolean: {
    ko: "사용자 ID가 참/거짓 값입니다({value}). 올바른 ID를 텍스트로 입력해 주세요.",
    en: "The user id is a true/false value ({value}). Enter the right id as text.",
  },
  user_id_is_error: {
    ko: "사용자 ID 셀에 오류 값이 있습니다({value}). 수식을 고치거나 ID를 직접 입력해 주세요.",
    en: "The user id cell holds an error value ({value}). Mend the formula, or enter the id itself.",
  },
  user_id_formula_without_value: {
    ko: "사용자 ID 셀의 수식에 계산된 값이 없거나, 파일이 다시 계산해야 한다고 표시한 옛 값만 있습니다. 엑셀에서 열어 다시 저장하거나 값으로 붙여 넣어 주세요.",
    en: "The formula of the user id cell was saved without its result, or with one that the file itself calls out of date. Open and save the file in Excel, or paste the values.",
  },
  user_id_placeholder: {
    ko: "사용자 ID 자리에 값이 없다는 표시가 있습니다({value}). 올바른 ID를 입력하거나 행을 지워 주세요.",
    en: "Where the user id should be, there is a mark for no value ({value}). Enter the id, or delete the row.",
  },
  user_id_zeros_lost: {
    ko: "숫자 ID가 대부분 {length}자리인데 더 짧은 ID가 {count}개 있습니다(첫 행: {row}행). 앞의 0이 사라진 것은 아닌지 확인하고, 그렇다면 열 서식을 ‘텍스트’로 바꾸어 다시 입력해 주세요.",
    en: "Most numeric ids have {length} digits, and {count} have fewer (the first: row {row}). Check whether leading zeros were lost: if so, format the column as Text and enter them again.",
  },
  user_id_line_break: {
    ko: "사용자 ID 안에 줄바꿈이나 제어 문자가 있습니다({value}). 한 칸에 ID를 하나만 입력해 주세요.",
    en: "The user id holds a line break or control character ({value}). Enter one id a cell.",
  },
  user_id_too_long: {
    ko: "사용자 ID가 너무 깁니다(최대 {limit}자). 올바른 ID인지 확인해 주세요.",
    en: "The user id is too long (at most {limit} characters). Check that it is an id.",
  },
  user_id_pattern: {
    ko: "사용자 ID 형식이 맞지 않습니다({value}). {expectedKo} 형식으로 입력해 주세요.",
    en: "The user id does not have the right form ({value}). Enter {expectedEn}.",
  },
  user_id_checksum: {
    ko: "지갑 주소의 체크섬(대소문자)이 맞지 않습니다({value}). 주소를 다시 복사해 붙여 넣어 주세요.",
    en: "The checksum (letter case) of the wallet address is wrong ({value}). Copy and paste the address again.",
  },
  user_id_normalised: {
    ko: "사용자 ID에서 공백·보이지 않는 문자·전각 문자를 정리했습니다. 전: ‘{value}’ → 후: ‘{after}’. 맞는지 확인해 주세요.",
    en: "Spaces, invisible or full-width characters of the user id were tidied. Before: “{value}”, after: “{after}”. Check that this is right.",
  },
  user_id_inner_space: {
    ko: "사용자 ID 안에 공백이 있습니다({value}). 그대로 지급하므로 맞는지 확인해 주세요.",
    en: "The user id holds a space ({value}). It is used as it is: check that this is right.",
  },
  user_id_twice: {
    ko: "같은 사용자가 두 번 이상 있습니다({value}): {firstRow}행과 {row}행. 중복 지급이 아닌지 확인해 주세요.",
    en: "The same user is there more than once ({value}): rows {firstRow} and {row}. Check that both are meant.",
  },
  user_id_alike: {
    ko: "{firstRow}행의 사용자 ID와 대소문자나 전각·호환 문자만 다른 ID입니다({value}). 같은 사용자라면 한 행만 남겨 주세요.",
    en: "The user id differs from that of row {firstRow} in letter case or in the form of its characters only ({value}). If they are one user, keep one of the rows.",
  },
  user_id_odd: {
    ko: "다른 사용자 ID는 거의 모두 ‘{usual}’ 같은 형식인데 이 ID만 다릅니다({value}; 이런 ID {count}개). 이름·전화번호·이메일을 잘못 넣지 않았는지 확인해 주세요.",
    en: "Nearly all user ids look like “{usual}”, and this one does not ({value}; {count} such ids). Check that it is no name, telephone number or e-mail address.",
  },
  user_id_digits_lost: {
    ko: "15자리가 넘는 사용자 ID {count}개의 끝자리가 모두 0입니다(첫 행: {row}행). 엑셀이 끝자리를 0으로 바꾼 것은 아닌지 원래 ID와 비교해 주세요.",
    en: "{count} user ids of more than 15 digits end in zeros only (the first: row {row}). Compare them with the original ids: Excel may have changed their last digits to zeros.",
  },
  points_missing: {
    ko: "사용자 ID는 있는데 포인트가 비어 있습니다. 포인트를 입력하거나 행을 지워 주세요.",
    en: "There is a user id but no points. Enter the points, or delete the row.",
  },
  points_not_whole: {
    ko: "포인트가 정수가 아닙니다({value}). 소수점 없이 입력해 주세요.",
    en: "The points are not a whole number ({value}). Enter them without decimals.",
  },
  points_not_positive: {
    ko: "포인트가 0이거나 음수입니다({value}). 1 이상의 정수를 입력하거나 행을 지워 주세요.",
    en: "The points are zero or negative ({value}). Enter a whole number of 1 or more, or delete the row.",
  },
  points_too_large: {
    ko: "포인트가 한 번에 지급할 수 있는 최대값({limit})보다 큽니다({value}). 0을 더 입력하지 않았는지 확인해 주세요.",
    en: "The points are more than one payment may have ({limit}): {value}. Check for a zero too many.",
  },
  points_not_a_number: {
    ko: "포인트를 숫자로 읽을 수 없습니다({value}). 1000처럼 숫자만 입력해 주세요.",
    en: "The points can't be read as a number ({value}). Enter digits only, like 1000.",
  },
  points_unclear: {
    ko: "포인트의 쉼표·점·단위를 한 가지 뜻으로 읽을 수 없습니다({value}). 1000처럼 숫자만 입력해 주세요.",
    en: "The separators or units of the points can be read in more than one way ({value}). Enter digits only, like 1000.",
  },
  points_split: {
    ko: "포인트의 천 단위 쉼표 때문에 값이 두 칸으로 나뉜 것 같습니다({value}). 쉼표 없이 입력하거나 값을 큰따옴표로 묶어 주세요. 서로 다른 두 값이라면 .xlsx로 저장해 올려 주세요.",
    en: "A thousands separator seems to have split the points into two fields ({value}). Enter them without commas, or put quotes around them. If these are two values, save the file as .xlsx and upload that.",
  },
  extra_fields: {
    ko: "제목보다 칸이 많은 행입니다({value}). 값 안의 쉼표 때문에 칸이 밀린 것은 아닌지 확인하고, 쉼표를 지우거나 값을 큰따옴표로 묶어 주세요.",
    en: "The row has more fields than the header ({value}). A comma inside a value may have shifted the fields: remove it, or put quotes around the value.",
  },
  column_without_header: {
    ko: "제목이 비어 있는 열에 값이 있습니다({value}). 이 열은 읽지 않습니다. 필요한 값이면 첫 줄에 제목을 써 주세요.",
    en: "A column without a header has values ({value}). It is not read: if it matters, give it a header.",
  },
  points_is_date: {
    ko: "포인트가 날짜로 되어 있습니다({value}). 셀 서식을 ‘숫자’로 바꾸고 포인트를 다시 입력해 주세요.",
    en: "The points are a date ({value}). Format the cell as Number and enter the points again.",
  },
  points_is_boolean: {
    ko: "포인트가 참/거짓 값입니다({value}). 포인트를 숫자로 입력해 주세요.",
    en: "The points are a true/false value ({value}). Enter the points as a number.",
  },
  points_is_error: {
    ko: "포인트 셀에 오류 값이 있습니다({value}). 수식을 고치거나 숫자를 직접 입력해 주세요.",
    en: "The points cell holds an error value ({value}). Mend the formula, or enter the number itself.",
  },
  points_formula_without_value: {
    ko: "포인트 셀의 수식에 계산된 값이 없거나, 파일이 다시 계산해야 한다고 표시한 옛 값만 있습니다. 엑셀에서 열어 다시 저장하거나 값으로 붙여 넣어 주세요.",
    en: "The formula of the points cell was saved without its result, or with one that the file itself calls out of date. Open and save the file in Excel, or paste the values.",
  },
  points_format_misleading: {
    ko: "셀 서식({format}) 때문에 포인트가 {shownKo}(으)로 보이지만 저장된 값은 {value}입니다. 셀 서식을 ‘숫자’로 바꾸고 지급할 포인트를 다시 입력해 주세요.",
    en: "Because of the cell's number format ({format}) the points show as {shownEn}, but the value stored is {value}. Format the cell as Number and enter the points to be paid.",
  },
  points_normalised: {
    ko: "포인트에서 공백·보이지 않는 문자·전각 숫자를 정리했습니다. 전: ‘{value}’ → 후: ‘{after}’. 맞는지 확인해 주세요.",
    en: "Spaces, invisible characters or full-width digits of the points were tidied. Before: “{value}”, after: “{after}”. Check that this is right.",
  },
  points_equal_sum: {
    ko: "마지막 행의 포인트({value})가 위 모든 행의 합계와 같습니다. 합계 행이라면 지워 주세요.",
    en: "The points of the last row ({value}) equal the sum of all rows above. If it is a total, delete it.",
  },
  payment_far_above_others: {
    ko: "이 행의 포인트({points}P)가 이 파일에서 보통인 {usual}P(중앙값)의 {times}배입니다. 통화나 단위, 0의 개수가 맞는지 확인해 주세요.",
    en: "The points of this row ({points}) are {times} times what is usual in this sheet ({usual}, the median). Check the currency, the unit and the number of zeros.",
  },
  reason_is_error: {
    ko: "사유 셀에 오류 값이 있습니다({value}). 수식을 고치거나 사유를 직접 입력해 주세요.",
    en: "The reason cell holds an error value ({value}). Mend the formula, or enter the reason itself.",
  },
  reason_formula_without_value: {
    ko: "사유 셀의 수식에 계산된 값이 없거나, 파일이 다시 계산해야 한다고 표시한 옛 값만 있습니다. 엑셀에서 열어 다시 저장하거나 값으로 붙여 넣어 주세요.",
    en: "The formula of the reason cell was saved without its result, or with one that the file itself calls out of date. Open and save the file in Excel, or paste the values.",
  },
  reason_too_long: {
    ko: "사유가 너무 깁니다(최대 {limit}자). 짧게 줄여 주세요.",
    en: "The reason is too long (at most {limit} characters). Shorten it.",
  },
  cell_unreadable: {
    ko: "셀의 내용을 확실하게 읽을 수 없습니다(원인: {why}). 셀을 지우고 값을 다시 입력해 주세요.",
    en: "The content of the cell can't be read with certainty (cause: {why}). Clear the cell and enter the value again.",
  },
  totals_row: {
    ko: "합계 행으로 보입니다({value}): {whyKo}. 합계는 지급할 수 없으니 이 행을 지워 주세요.",
    en: "This looks like a totals row ({value}): {whyEn}. A total can't be paid: delete the row.",
  },
  repeated_header: {
    ko: "표 중간에 제목 행이 다시 나옵니다({value}). 이 행을 지우고 목록을 하나로 이어 주세요.",
    en: "The header row appears again inside the table ({value}). Delete the row, so that the list is one.",
  },
  note_row: {
    ko: "지급 행이 아니라 메모로 보입니다({value}). 지우거나 다른 시트로 옮겨 주세요.",
    en: "This looks like a note, not a payment ({value}). Delete it, or move it to another tab.",
  },
  example_row: {
    ko: "예시 행이 남아 있습니다({value}). 이 행을 지워 주세요.",
    en: "The example row is still there ({value}). Delete the row.",
  },
  row_passed_over: {
    ko: "사용자와 포인트가 모두 비어 있어 지급하지 않는 행입니다({value}). 빠뜨린 값이 없는지 확인해 주세요.",
    en: "Both user and points of this row are empty, so nobody is paid ({value}). Check that nothing was left out.",
  },
  extra_missing: {
    ko: "‘{header}’ 값이 비어 있습니다. 포인트 시스템에 필요한 값이므로 입력해 주세요.",
    en: "There is no “{header}”. The points system needs it: enter it.",
  },
  extra_no_date: {
    ko: "‘{header}’이(가) 날짜로 읽히지 않습니다({value}). 2026-12-31처럼 연-월-일 순서로 입력해 주세요.",
    en: "“{header}” is not a day ({value}). Enter it with the year first, such as 2026-12-31.",
  },
  extra_no_text: {
    ko: "‘{header}’이(가) 소수이거나 15자리를 넘는 숫자입니다({value}). 열 서식을 ‘텍스트’로 바꾸고 다시 입력해 주세요.",
    en: "“{header}” is a number with decimals or of more than 15 digits ({value}). Format the column as Text and enter it again.",
  },
  extra_too_long: {
    ko: "‘{header}’이(가) 너무 깁니다(최대 {limit}자). 줄여 주세요.",
    en: "“{header}” is too long (at most {limit} characters). Shorten it.",
  },
  extra_is_error: {
    ko: "‘{header}’ 셀에 오류 값이 있습니다({value}). 수식을 고치거나 값을 직접 입력해 주세요.",
    en: "The cell of “{header}” holds an error value ({value}). Mend the formula, or enter the value itself.",
  },
  extra_formula_without_value: {
    ko: "‘{header}’ 셀의 수식에 계산된 값이 없습니다. 엑셀에서 열어 다시 저장하거나 값으로 붙여 넣어 주세요.",
    en: "The formula of “{header}” was saved without its result. Open and save the file in Excel, or paste the values.",
  },
} as const;
