package dev.lockstep.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.network.Phase;
import dev.lockstep.network.TimeReport;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class TimeSplitTest {
  @Test
  void whatIsInNoPhaseIsTheStartAndTheEnd() {
    TimeReport times = new TimeReport();
    times.add(Phase.FORWARD, 4_000_400_000L);
    times.add(Phase.EVALUATE, 1_000_000_000L);
    TimeSplit split = TimeSplit.of(times, 10.0004);
    assertEquals("10.0\u00a0s", split.total());
    assertEquals(1 + Phase.values().length, split.parts().size());
    assertEquals(List.of("5.000", "50.0", "100.0"), numbers(split.parts().get(0)));
    TimeSplit.Part forward =
        split.parts().stream().filter(part -> part.name().equals("forward")).findFirst().get();
    assertEquals(List.of("4.000", "40.0", "80.0"), numbers(forward));
  }

  @Test
  void noTimeIsNoDivisionByZero() {
    TimeSplit split = TimeSplit.of(new TimeReport(), 0);
    assertEquals(List.of("0.000", "0.0", "0.0"), numbers(split.parts().get(0)));
  }

  private static List<String> numbers(TimeSplit.Part part) {
    return Stream.of(part.seconds(), part.share(), part.width()).toList();
  }
}
