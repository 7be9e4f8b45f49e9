#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "entente/bargain/dominance_tree.hpp"
#include "entente/base/parallel.hpp"
#include "entente/base/work.hpp"

namespace entente::bargain {

/// The points of a tree, all moved by one vector.
template <class T>
struct TreeCopy {
  const DominanceTree<T>* tree = nullptr;
  std::vector<T> shift;  ///< [c]
  /// [c], or empty: moved points below this in some coordinate cannot be survivors (they may still
  /// dominate others: what they reach is below it as well).
  std::vector<T> floor;
};

/// The non-dominated points of the union of copies; of equal vectors the one in the first copy
/// survives.
///
/// A point p of copy o is dominated by copy o' when some point q of its tree has
/// q >= p + shift[o] - shift[o'] (copies before o: also when equal). So each tree is built once,
/// moved points are never stored, and 16 neighbouring points are asked for in one walk. (The family
/// of filters of Klamroth, Lang & Stiglmayr 2022 and Karathanasis, Kontogiannis & Zaroliagis 2025,
/// arXiv 2508.20689: copies are non-dominated in themselves, boxes bound subtrees.) About
/// candidates * (1 to 8) * dim / (what the machine compares at once, up to 16) steps.
///
/// 32-bit numbers: sums and differences of moved points must fit. 64-bit: shifts below 2^62 in
/// size, moved points too.
template <class T>
class DominanceFilter {
 public:
  enum class End { done, cancelled, too_many };

  /// All trees of one dimension. No point of a tree may dominate another one of it, unless
  /// `within`: then each copy is compared with itself as well, and its points must be distinct.
  explicit DominanceFilter(std::vector<TreeCopy<T>> copies, bool within = false);

  /// Bytes of the answer.
  [[nodiscard]] static std::size_t bytes(std::size_t candidates) { return candidates / 8 + 64; }

  /// Finds out who survives; gives up when more than `limit` do. The same answer at any number of
  /// threads. `told` is called now and then, by the calling thread.
  End run(std::size_t limit, const WorkControl& control, const std::function<void()>& told = {});

  [[nodiscard]] std::size_t survivors() const { return survivors_; }
  [[nodiscard]] const std::vector<TreeCopy<T>>& copies() const { return copies_; }

  /// Calls visit(k, copy, leaf, lane) for survivor number k, in the order of copies, leaves and
  /// lanes; on several threads, each k once.
  template <class Visit>
  void for_each(int threads, const Visit& visit) const {
    parallel_for(threads, blocks_.size(), [&](std::size_t b) {
      const Block& block = blocks_[b];
      std::size_t k = block.first_survivor;
      for (std::size_t leaf = block.begin; leaf < block.end; ++leaf) {
        std::uint32_t alive = alive_[block.alive + leaf - block.begin];
        for (; alive != 0; alive &= alive - 1) {
          visit(k++, block.copy, leaf, static_cast<std::size_t>(__builtin_ctz(alive)));
        }
      }
    });
  }

 private:
  /// Some leaves of one copy: what a thread does at once.
  struct Block {
    std::size_t copy;
    std::size_t begin;
    std::size_t end;
    std::size_t alive;  ///< its place in alive_
    std::size_t first_survivor = 0;
  };

  void plan_copy(std::size_t copy);
  std::size_t search(const Block& block);

  std::vector<TreeCopy<T>> copies_;
  std::size_t dim_;
  bool within_;
  /// [copy][rank] the copies to compare it with, likely killers first.
  std::vector<std::vector<std::uint32_t>> others_;
  std::vector<Block> blocks_;
  std::vector<std::uint16_t> alive_;  ///< a bit for each lane of a leaf
  std::size_t survivors_ = 0;
};

}  // namespace entente::bargain
