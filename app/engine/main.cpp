#include "core/engine/command_line.h"
#include "core/policy/blas.h"

int main(int argc, char** argv)
{
    if (rw::computes(argc, argv)) // the restart loads LibTorch twice
        rw::restartWithFastBlas(argv);
    return rw::runCommandLine(argc, argv);
}
