#pragma once

#include "core/base/strict_json.h"
#include "core/rollout/memory_estimate.h"
#include "core/rollout/rollout.h"

#include <cstdint>
#include <string>
#include <vector>

namespace rw {

Json toJson(const MemoryEstimate& estimate);
void fromJson(const Json& json, MemoryEstimate& estimate);

} // namespace rw

/// What the window and the engine say to each other about models on disk and about what a model reads.
/// Requests, their parameters and results, in the way of messages.h:
/// - inspect_model: InspectModelParams, ModelInspected; reads no weight
/// - exact_prompt: ExactPromptParams, ExactPrompt; wants an open run
/// - export_model: ExportModelParams, ModelExported; wants an open run
namespace rw::protocol {

struct InspectModelParams
{
    std::string path;      ///< a model's folder, or a file of it
    TrainingConfig config; ///< what it would be trained with, for the estimate of memory
};

/// What a model on disk is, for people.
struct ModelCard
{
    std::string path;         ///< as open_run takes it: the folder, or the GGUF file
    std::string name;         ///< as the file or its folder calls it
    std::string architecture; ///< "Llama"
    std::string format;       ///< "safetensors" or "GGUF"
    std::string types;        ///< of its numbers, most bytes first: "Q4_K, F32"
    std::int64_t parameters = 0;
    std::int64_t fileBytes = 0; ///< of the tensors
    int tensors = 0;            ///< as the file counts them
    int layers = 0;
    int hiddenSize = 0;
    int contextLength = 0;     ///< tokens
    int vocabulary = 0;        ///< tokens
    std::string tokenizer;     ///< its kind: "byte-level BPE"
    bool chatTemplate = false; ///< brings one; else it goes on with plain text
    std::string licence;       ///< its text or its name, as the model brings it; empty: it brings none
};

struct ModelInspected
{
    ModelCard card;
    MemoryEstimate training;     ///< all weights learn
    MemoryEstimate lora;         ///< an adapter learns
    MemoryEstimate sampling;     ///< answers alone
    LoraConfig adapter;          ///< that `lora` counts with
    std::int64_t memoryFree = 0; ///< bytes the machine has for it once the open run is closed; 0: not known
};

/// Notification "load_progress".
struct LoadProgress
{
    std::string model; ///< path
    std::int64_t bytes = 0;
    std::int64_t totalBytes = 0;
};

struct ExactPromptParams
{
    Prompt prompt;
};

struct PromptToken
{
    std::int32_t id = 0;
    std::string text;     ///< valid UTF-8; bytes that are none alone stand as <E2>
    bool special = false; ///< has a meaning of its own to the model; no question can spell it
};

/// Text of neighbouring tokens that are all special or all ordinary.
struct PromptStretch
{
    std::string text; ///< valid UTF-8
    bool special = false;
};

/// What the model reads when it is asked `prompt`.
struct ExactPrompt
{
    std::vector<PromptStretch> text; ///< joined, the whole text
    std::vector<PromptToken> tokens;
};

/// Writes the current weights, an adapter merged into them.
struct ExportModelParams
{
    std::string path;   ///< a folder for safetensors, a file for GGUF; nothing may be there
    std::string format; ///< "safetensors-f32", "safetensors-bf16", "gguf-f16", "gguf-q8_0"
};

struct ModelExported
{
    std::string path;
    std::int64_t bytes = 0;
};

Json toJson(const InspectModelParams& message);
Json toJson(const ModelCard& card);
Json toJson(const ModelInspected& message);
Json toJson(const LoadProgress& message);
Json toJson(const ExactPromptParams& message);
Json toJson(const ExactPrompt& message);
Json toJson(const ExportModelParams& message);
Json toJson(const ModelExported& message);
void fromJson(const Json& json, InspectModelParams& message);
void fromJson(const Json& json, ModelCard& card);
void fromJson(const Json& json, ModelInspected& message);
void fromJson(const Json& json, LoadProgress& message);
void fromJson(const Json& json, ExactPromptParams& message);
void fromJson(const Json& json, ExactPrompt& message);
void fromJson(const Json& json, ExportModelParams& message);
void fromJson(const Json& json, ModelExported& message);

} // namespace rw::protocol
