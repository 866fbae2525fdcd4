#pragma once

namespace rw {

/// Cores this process may run on; two hardware threads of one core count once. At least 1.
int physicalCores();

} // namespace rw
