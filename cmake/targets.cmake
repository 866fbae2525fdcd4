include(GoogleTest)

# rw_library(NAME SOURCES a.cpp b.cpp DEPENDS core_base ... SYSTEM Some::Package ...)
# A static library of one folder. A folder of headers alone becomes an interface library.
function(rw_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;SYSTEM" ${ARGN})
    if(ARG_SOURCES)
        add_library(${name} STATIC ${ARG_SOURCES})
        target_link_libraries(${name} PUBLIC rw_options ${ARG_DEPENDS} ${ARG_SYSTEM})
    else()
        add_library(${name} INTERFACE)
        target_link_libraries(${name} INTERFACE rw_options ${ARG_DEPENDS} ${ARG_SYSTEM})
    endif()
endfunction()

# rw_test(NAME SOURCES a_test.cpp DEPENDS core_base ... [ENVIRONMENT K=V ...] [TIMEOUT s] [PARTS n])
# One test binary of one folder; each TEST becomes a CTest test. With PARTS its tests are dealt to n CTest tests instead:
# for binaries with LibTorch, which takes half a second to load. Under a sanitizer, which a process takes long to start
# too, all binaries are dealt but those of windows (OWN_MAIN). Tests run under C.UTF-8.
# RW_SOURCE_DIR and RW_BINARY_DIR are defined as string literals.
function(rw_test name)
    cmake_parse_arguments(ARG "OWN_MAIN" "TIMEOUT;PARTS" "SOURCES;DEPENDS;ENVIRONMENT;LABELS" ${ARGN})
    add_executable(${name} ${ARG_SOURCES})
    target_link_libraries(${name} PRIVATE rw_options ${ARG_DEPENDS} GTest::gtest GTest::gmock)
    if(NOT ARG_OWN_MAIN)
        target_link_libraries(${name} PRIVATE GTest::gtest_main)
    endif()
    target_compile_definitions(${name} PRIVATE
        RW_SOURCE_DIR="${PROJECT_SOURCE_DIR}" RW_BINARY_DIR="${CMAKE_BINARY_DIR}")
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 120)
    endif()
    if(RW_SANITIZE AND NOT ARG_PARTS AND NOT ARG_OWN_MAIN)
        set(ARG_PARTS 4)
    endif()
    set(environment LC_ALL=C.UTF-8 ${ARG_ENVIRONMENT})
    if(NOT ARG_PARTS)
        gtest_discover_tests(${name}
            DISCOVERY_TIMEOUT 60
            PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}" ENVIRONMENT "${environment}")
        return()
    endif()
    foreach(part RANGE 1 ${ARG_PARTS})
        math(EXPR index "${part} - 1")
        add_test(NAME ${name}.${part}of${ARG_PARTS} COMMAND ${name})
        set_tests_properties(${name}.${part}of${ARG_PARTS} PROPERTIES
            TIMEOUT ${ARG_TIMEOUT}
            LABELS "${ARG_LABELS}"
            ENVIRONMENT "${environment};GTEST_TOTAL_SHARDS=${ARG_PARTS};GTEST_SHARD_INDEX=${index}")
    endforeach()
endfunction()
