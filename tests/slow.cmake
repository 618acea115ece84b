# Read by ctest when every test is known: gives the tests of slow.txt their second label.
file(STRINGS ${CMAKE_CURRENT_LIST_DIR}/slow.txt lines REGEX "^[a-z]+:")
foreach(name IN LISTS lines)
  string(REGEX REPLACE ":.*" "" room "${name}")
  set_tests_properties("${name}" PROPERTIES LABELS "${room};slow")
endforeach()
