package org.ebm.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChainRangeTest {
  private static ChainRange range(int index, int count, int chains) {
    return ChainRange.of(Optional.of(new Shard(index, count)), chains, 50);
  }

  /** 230 chains are 5 blocks: 1, 2 and 2 of them, the last one of 30 chains. */
  @Test
  void shardsHaveWholeBlocks_andTogetherAllChains() {
    assertThat(range(1, 3, 230)).isEqualTo(new ChainRange(0, 0, 50));
    assertThat(range(2, 3, 230)).isEqualTo(new ChainRange(1, 50, 150));
    assertThat(range(3, 3, 230)).isEqualTo(new ChainRange(3, 150, 230));
    assertThat(ChainRange.of(Optional.empty(), 230, 50)).isEqualTo(new ChainRange(0, 0, 230));
  }

  @Test
  void whateverTheNumbers_shardsFollowOneAnother() {
    for (int chains : new int[] {1, 49, 50, 51, 777, 2_000_000_000}) {
      int blocks = ChainRange.blocks(chains, 50);
      for (int count : new int[] {1, 2, 7, 16}) {
        int next = 0;
        for (int index = 1; index <= count && count <= blocks; index++) {
          ChainRange range = range(index, count, chains);
          assertThat(range.from()).isEqualTo(next).isEqualTo(50 * range.firstBlock());
          assertThat(range.chains()).isPositive();
          next = range.to();
        }
        assertThat(next).isEqualTo(count <= blocks ? chains : 0);
      }
    }
  }

  @Test
  void thereIsNoShardAfterTheLast() {
    assertThatThrownBy(() -> new Shard(5, 4)).hasMessage("index: must be at most count, 4, got 5");
  }
}
