package org.ebm.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.ebm.diagnose.PlantedModel.Fault;
import org.ebm.diagnose.VerdictBank.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both words on planted models: a few of every fault here, the whole bank by {@link VerdictBank}. */
class VerdictBankTest {
  /** Whatever is planted, one model in the plane: the words that must not be said. */
  @ParameterizedTest
  @EnumSource
  void noFault_isCalledFine_andNoRightModelWrong(Fault fault) {
    Row row = VerdictBank.row(fault, 5, 2, 0, VerdictBank.STEPS);
    assertThat(VerdictBank.isWrong(row)).as(row.toString()).isFalse();
  }

  /** Three of each: an error in 36 models would be a rate of 3 % at which a test that fails is a coincidence that one should look at. */
  @Tag("slow")
  @Test
  void theMatrix_ofEveryDimension() {
    for (int dimension : new int[] {2, 16, 64}) {
      List<Row> rows = new ArrayList<>();
      for (Fault fault : Fault.values()) {
        for (int number = 0; number < 3; number++) {
          rows.add(VerdictBank.row(fault, 7, dimension, number, VerdictBank.STEPS));
        }
      }
      System.out.println("d = " + dimension);
      VerdictBank.matrix(rows).forEach(System.out::println);
      assertThat(rows).noneMatch(VerdictBank::isWrong);
    }
  }
}
