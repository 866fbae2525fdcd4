#include "core/runlog/current_config.h"

#include "core/protocol/rollout_json.h"

namespace rw {

TrainingConfig currentConfig(const RunLogReader& log)
{
    TrainingConfig config;
    fromJson(log.run().config, config);
    for (const EventRecord& event : log.eventsAfter(0)) {
        if (event.kind == "config")
            fromJson(event.detail, config);
    }
    return config;
}

} // namespace rw
