# Writes OUTPUT, the source with program_version(), and VERSION_FILE, the version alone; neither is
# touched while the version stays. cmake -DSOURCE=… -DOUTPUT=… -DVERSION_FILE=… -P version.cmake
#
#   0.11.0                  a tree without git: what packaging/version says
#   0.11.0+1204.g654b39c    1204 commits, the last of them 654b39c
#   0.11.0+1204.g654b39c.d  and files of the tree were changed since
file(STRINGS ${SOURCE}/packaging/version version LIMIT_COUNT 1)
find_program(GIT git)
if(GIT AND EXISTS ${SOURCE}/.git)
  execute_process(COMMAND ${GIT} -C ${SOURCE} rev-list --count HEAD
                  OUTPUT_VARIABLE count OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
  execute_process(COMMAND ${GIT} -C ${SOURCE} describe --match= --always --abbrev=7 --dirty=.d
                  OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  if(NOT failed AND commit)
    string(APPEND version "+${count}.g${commit}")
  endif()
endif()

function(write_if_changed file text)
  set(before "")
  if(EXISTS ${file})
    file(READ ${file} before)
  endif()
  if(NOT before STREQUAL text)
    file(WRITE ${file} "${text}")
  endif()
endfunction()

write_if_changed(${VERSION_FILE} "${version}\n")
write_if_changed(${OUTPUT} "#include \"cli/version.h\"\n
const char* gongshi::program_version() { return \"${version}\"; }\n")
