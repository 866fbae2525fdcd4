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

std::string currentPromptSource(const RunLogReader& log)
{
    std::string source = log.run().promptSource;
    for (const EventRecord& event : log.eventsAfter(0)) {
        if (event.kind == kPromptSetEvent)
            source = jsonString(event.detail, "source", "the run's events", source);
    }
    return source;
}

} // namespace rw
