// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

/// Before a function: one version for processors with AVX2 and FMA, another for all; the loader picks. What such a function calls must be
/// inlined into it. The first is named by what the processor can do: by the name of a processor GCC means just that one.
#if defined(__x86_64__) && defined(__GNUC__) && __GNUC__ >= 12 && !defined(__clang__) && \
  !defined(__SANITIZE_ADDRESS__)
#  define CALLUS_FOR_EACH_PROCESSOR __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#  define CALLUS_FOR_EACH_PROCESSOR
#endif
