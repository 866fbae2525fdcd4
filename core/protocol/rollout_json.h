#pragma once

#include "core/base/strict_json.h"
#include "core/rollout/rollout.h"
#include "core/rollout/training_config.h"

namespace rw {

class MemberReader;

/// The JSON forms that the command line, the pipe and the run log share. Absent members take their defaults;
/// wrong types and values out of range throw Error naming the member.
Json toJson(const Prompt& prompt);
void fromJson(const Json& json, Prompt& prompt);

Json toJson(const SamplingParams& params);
void fromJson(const Json& json, SamplingParams& params);

/// {"rank": 8, "alpha": 16, "targets": "q,v"}
Json toJson(const LoraConfig& config);
void fromJson(const Json& json, LoraConfig& config);

/// {"system": "", "instruction": "", "raw": false, "template_variables": {"enable_thinking": "false"}}
Json toJson(const PromptFormat& format);
void fromJson(const Json& json, PromptFormat& format);

/// An array of texts as toString(VerifierSpec) writes them.
Json verifierTexts(const std::vector<VerifierSpec>& specs);
/// Takes the member "verifiers", where it is there.
void readVerifiers(const MemberReader& members, std::vector<VerifierSpec>& specs);

Json toJson(const TrainingConfig& config);
void fromJson(const Json& json, TrainingConfig& config);

/// {"verdict": "wrong", "extracted": "4", "span": [17, 18], "rule": "answer is", "expected": "3",
/// "normalised": "4", "parts": [{"name": "accuracy", "score": 0, "weight": 1, "verdict": "wrong", ...}],
/// ...}; null for what is absent.
Json toJson(const Verdict& verdict);
void fromJson(const Json& json, Verdict& verdict);

} // namespace rw
