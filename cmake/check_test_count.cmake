# Fails where the test program has lost a test: one that stands in the sources but is not in the program, or fewer than FLOOR.
# Called as: cmake -DPROGRAM=… -DSOURCES=<folder> -DFLOOR=<n> -P check_test_count.cmake
execute_process(COMMAND ${PROGRAM} --gtest_list_tests OUTPUT_VARIABLE listing COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "\n  [^\n]+" listed "\n${listing}")
list(LENGTH listed built)

file(GLOB_RECURSE files ${SOURCES}/*_test.cpp)
set(written 0)
foreach(file IN LISTS files)
  file(STRINGS ${file} tests REGEX "^(TEST|TEST_F|TEST_P|TYPED_TEST|TYPED_TEST_P)\\(")
  list(LENGTH tests count)
  if(count EQUAL 0)
    message(FATAL_ERROR "${file}: no test in it")
  endif()
  math(EXPR written "${written} + ${count}")
endforeach()

if(built LESS written)
  message(FATAL_ERROR "${written} tests are written, but only ${built} are in ${PROGRAM}")
elseif(built LESS FLOOR)
  message(FATAL_ERROR "${built} tests are in ${PROGRAM}, expected at least ${FLOOR}")
endif()
message(STATUS "${built} tests are built, ${written} written, at least ${FLOOR} expected")
