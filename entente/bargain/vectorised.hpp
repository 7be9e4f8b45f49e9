#pragma once

// Functions marked so are compiled for several instruction sets, chosen when the program starts.
// They hold only elementwise arithmetic, so that every version gives the same bits. Compilers and
// sanitizers that do not support this use the plain version.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define ENTENTE_VECTORISED __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define ENTENTE_VECTORISED
#endif
