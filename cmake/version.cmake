# RW_GIT_COMMIT: the commit the build was configured at, for run records and --version; "unknown" outside a checkout.
find_package(Git QUIET)
set(RW_GIT_COMMIT "unknown")
if(Git_FOUND)
    execute_process(COMMAND ${GIT_EXECUTABLE} -C ${PROJECT_SOURCE_DIR} rev-parse --short=12 HEAD
        OUTPUT_VARIABLE RW_GIT_COMMIT OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
    if(failed)
        set(RW_GIT_COMMIT "unknown")
    endif()
endif()
