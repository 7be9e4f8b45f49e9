# Puts the sources of report pages (entente/report/web/) into the library as text, with the hashes
# by which a page's Content-Security-Policy allows them. Included by library.cmake; run by itself
# with -DENTENTE_WEB_OUTPUT=FILE it writes the source, so that a changed style or script is taken up by a build.

set(web_dir "${CMAKE_CURRENT_LIST_DIR}/../entente/report/web")

if(NOT ENTENTE_WEB_OUTPUT)
  set(entente_web_source "${PROJECT_BINARY_DIR}/generated/web_assets.cpp")
  add_custom_command(
    OUTPUT "${entente_web_source}"
    COMMAND "${CMAKE_COMMAND}" "-DENTENTE_WEB_OUTPUT=${entente_web_source}" -P
            "${CMAKE_CURRENT_LIST_FILE}"
    DEPENDS "${CMAKE_CURRENT_LIST_FILE}" "${web_dir}/chart.css" "${web_dir}/report.css"
            "${web_dir}/outcomes.js" "${web_dir}/views.js" "${web_dir}/panel.js"
    COMMENT "Embedding the style and the script of report pages"
    VERBATIM)
  return()
endif()

# base64(<hex digits> <variable>)
function(base64 hex result)
  set(letters "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  string(LENGTH "${hex}" length)
  set(text "")
  set(at 0)
  while(at LESS length)
    string(SUBSTRING "${hex}" ${at} 6 piece)
    string(LENGTH "${piece}" digits)
    math(EXPR characters "${digits} / 2 + 1") # of base64, before it is filled up
    string(SUBSTRING "${piece}0000" 0 6 piece)
    math(EXPR value "0x${piece}")
    foreach(shift 18 12 6 0)
      if(characters GREATER 0)
        math(EXPR index "(${value} >> ${shift}) & 63")
        string(SUBSTRING "${letters}" ${index} 1 letter)
        string(APPEND text "${letter}")
        math(EXPR characters "${characters} - 1")
      else()
        string(APPEND text "=")
      endif()
    endforeach()
    math(EXPR at "${at} + 6")
  endwhile()
  set(${result} "${text}" PARENT_SCOPE)
endfunction()

# add_asset(<function> <text>): a C++ function that returns the text.
set(code "#include \"entente/report/web_assets.hpp\"\n\nnamespace entente::report::web {\n")
function(add_asset name text)
  if(text MATCHES "\\)entente_asset" OR text MATCHES "</(script|style)")
    message(FATAL_ERROR "${name}: this text would end where it stands")
  endif()
  string(APPEND code "\nstd::string_view ${name}() {\n  return R\"entente_asset(" "${text}"
         ")entente_asset\";\n}\n")
  set(code "${code}" PARENT_SCOPE)
endfunction()

# add_hash(<function> <text>): a C++ function that returns the text's hash.
function(add_hash name text)
  string(SHA256 hex "${text}")
  base64("${hex}" hash)
  string(APPEND code "std::string_view ${name}() { return \"sha256-${hash}\"; }\n")
  set(code "${code}" PARENT_SCOPE)
endfunction()

set(page_script "")
foreach(part outcomes views panel)
  file(READ "${web_dir}/${part}.js" text)
  string(APPEND page_script "${text}")
endforeach()
file(READ "${web_dir}/chart.css" chart_css)
file(READ "${web_dir}/report.css" report_css)
add_asset(chart_style "${chart_css}")
add_asset(page_style "${chart_css}${report_css}")
add_hash(page_style_hash "${chart_css}${report_css}")
add_asset(page_script "${page_script}")
add_hash(page_script_hash "${page_script}")
file(WRITE "${ENTENTE_WEB_OUTPUT}" "${code}\n}  // namespace entente::report::web\n")
