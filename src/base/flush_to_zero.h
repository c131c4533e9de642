// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#if defined(__SSE2__)
#  include <pmmintrin.h>
#  include <xmmintrin.h>
#endif

namespace callus
{
  /// As long as this lives, numbers too small for full precision count as zero in this thread, in and out of each operation: with them many
  /// processors compute a hundred times slower. For single precision, where 1e-20 squared is such a number.
  class FlushToZero
  {
  public:
    FlushToZero(const FlushToZero &) = delete;
    FlushToZero &
    operator=(const FlushToZero &) = delete;

#if defined(__SSE2__)
    FlushToZero()
      : before_(_mm_getcsr())
    {
      _MM_SET_FLUSH_ZERO_MODE(_MM_FLUSH_ZERO_ON);
      _MM_SET_DENORMALS_ZERO_MODE(_MM_DENORMALS_ZERO_ON);
    }
    ~FlushToZero()
    {
      _mm_setcsr(before_);
    }

  private:
    unsigned int before_;
#else
    FlushToZero()
    {
    }
#endif
  };
} // namespace callus
