# LibTorch: Debian's by default, any other through -DCMAKE_PREFIX_PATH or -DTorch_DIR. Our targets link rw_torch alone.
find_package(Torch REQUIRED)

add_library(rw_torch INTERFACE)
target_link_libraries(rw_torch INTERFACE ${TORCH_LIBRARIES} ${CMAKE_DL_LIBS})
target_include_directories(rw_torch SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
separate_arguments(RW_TORCH_FLAGS UNIX_COMMAND "${TORCH_CXX_FLAGS}")
target_compile_options(rw_torch INTERFACE ${RW_TORCH_FLAGS})

# A CUDA build of LibTorch from PyPI keeps its libraries beside itself, in site-packages/nvidia/*/lib.
file(GLOB RW_NVIDIA_LIBRARY_DIRS "${TORCH_INSTALL_PREFIX}/../nvidia/*/lib")
if(RW_NVIDIA_LIBRARY_DIRS)
    list(APPEND CMAKE_BUILD_RPATH ${RW_NVIDIA_LIBRARY_DIRS})
    foreach(directory ${RW_NVIDIA_LIBRARY_DIRS})
        target_link_options(rw_torch INTERFACE "-Wl,-rpath-link,${directory}")
    endforeach()
endif()
