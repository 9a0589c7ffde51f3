package dev.lockstep.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.evaluate.number.AgreementGrid;
import dev.lockstep.evaluate.number.AgreementGrid.Cell;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AgreementChartTest {
  private static AgreementChart chart(AgreementGrid grid) {
    return AgreementChart.of(0, "price", grid);
  }

  @Test
  void aCellIsASquareAtItsNumbersAndTheDeeperTheMoreRowsItHas() {
    AgreementChart chart =
        chart(
            new AgreementGrid(
                0, -2, 4, List.of(new Cell(0, 0, 2), new Cell(1, 2, 7), new Cell(3, 3, 100)), 0));
    assertEquals(
        List.of("1–2", "3–6", "7–15", "16–39", "40–100"),
        chart.levels().stream().map(AgreementChart.Level::rows).toList());
    assertEquals(
        List.of("M62.0 278.5h83.5v83.5h-83.5z", "", "M145.5 111.5h83.5v83.5h-83.5z", ""),
        chart.levels().stream().limit(4).map(AgreementChart.Level::path).toList());
    assertEquals("M312.5 28.0h83.5v83.5h-83.5z", chart.levels().get(4).path());
    assertEquals("d5", chart.levels().get(4).css());
    assertEquals("109\u00a0rows", chart.rows());
    assertEquals("", chart.beyond());
  }

  @Test
  void fewCountsHaveFewColoursTheDeepestOnes() {
    List<AgreementChart.Level> levels =
        chart(new AgreementGrid(0, 0, 2, List.of(new Cell(0, 0, 1), new Cell(1, 1, 3)), 2))
            .levels();
    assertEquals(
        List.of("d3 1", "d4 2", "d5 3"),
        levels.stream().map(level -> level.css() + " " + level.rows()).toList());
  }

  @Test
  void theTableHasFewerCellsAndAllRows() {
    List<Cell> cells = List.of(new Cell(0, 1, 1_200), new Cell(1, 0, 1), new Cell(39, 39, 5));
    AgreementChart chart = chart(new AgreementGrid(-3, 80, 40, cells, 3));
    assertEquals(
        List.of("10 to 11", "11 to 12", "12 to 13", "13 to 14", "14 to 15"), chart.columns());
    assertEquals("10 to 11", chart.lines().get(0).range());
    assertEquals(List.of("1,201", "", "", "", ""), chart.lines().get(0).cells());
    assertEquals(List.of("", "", "", "", "5"), chart.lines().get(4).cells());
    assertEquals("3\u00a0rows", chart.beyond());
  }

  @Test
  void withoutFiniteRowsThereAreNoCells() {
    AgreementChart chart = chart(new AgreementGrid(0, 0, 0, List.of(), 7));
    assertEquals(List.of(), chart.lines());
    assertTrue(chart.levels().stream().allMatch(level -> level.path().isEmpty()));
  }
}
