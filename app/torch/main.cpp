#include "core/engine/command_line.h"

/// rollout-torch: all of rollout-engine, which starts it for the commands that need a model.
int main(int argc, char** argv)
{
    return rw::runEngineCommandLine(argc, argv);
}
