package dev.lockstep.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.io.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClassesTest extends LabelsLaws {
  @Override
  protected Labels labels() {
    return Classes.of(List.of("b", "a", "c"));
  }

  @Override
  protected List<String> known() {
    return List.of("c", "a");
  }

  @Override
  protected String unknown() {
    return "d";
  }

  @Test
  void aPredictionIsTheMostProbableClassAndAllProbabilities() {
    assertEquals(
        List.of("b", "0.2", "0.4", "0.4"), labels().prediction(new double[] {0.2, 0.4, 0.4}));
    assertEquals(List.of("predicted", "pa", "pb", "pc"), labels().predictionColumns());
  }

  @Test
  void moreThan65536AreTooMany() {
    List<String> many = IntStream.rangeClosed(0, Classes.MOST).mapToObj(String::valueOf).toList();
    assertEquals(Classes.MOST, Classes.of(many.subList(1, many.size())).size());
    String message = assertThrows(InvalidInputException.class, () -> Classes.of(many)).getMessage();
    assertEquals(
        "The label column has more than 65536 different values. Name that of the class with"
            + " --label.",
        message);
  }

  @Test
  void integersAreSortedAsNumbers() {
    assertEquals(
        List.of("-3", "2", "10", "123456789012345678901234567890"),
        Classes.of(List.of("10", "123456789012345678901234567890", "2", "-3", "2")).names());
  }

  @Test
  void wordsAreSortedByCodePoint() {
    assertEquals(
        List.of("10", "2", "B", "a", "\ufb00", "\ud83d\ude00"),
        Classes.of(List.of("a", "\ud83d\ude00", "2", "\ufb00", "10", "B")).names());
  }

  @Test
  void equalNumbersAreOneClassInItsShortestForm() {
    Classes classes =
        Classes.of(List.of("8.50", "7", "07", "+7", "7.0", "-0", "0", "1e3", "12E-1", "1000."));
    assertEquals(List.of("0", "1.2", "7", "8.5", "1000"), classes.names());
    for (String label : List.of("7", "07", "+7.000", "70e-1")) {
      assertEquals(OptionalInt.of(2), classes.indexOf(label), label);
    }
    assertEquals(OptionalInt.empty(), classes.indexOf("7x"));
    assertEquals(List.of("1e", "e1", "x07"), Classes.of(List.of("x07", "e1", "1e")).names());
  }

  @Test
  void orderAndRepetitionOfLabelsDoNotMatter() {
    List<String> labels = new ArrayList<>(List.of("3", "1", "2", "01", "1", "20", "3"));
    Classes classes = Classes.of(labels);
    Random random = new Random(1);
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(labels, random);
      assertEquals(classes, Classes.of(labels));
      assertEquals(classes.hashCode(), Classes.of(labels).hashCode());
    }
  }

  @Test
  void indexAndNameAreInverse() {
    Classes classes = Classes.of(List.of("square", "circle", "triangle"));
    assertEquals(3, classes.size());
    for (int i = 0; i < classes.size(); i++) {
      assertEquals(OptionalInt.of(i), classes.indexOf(classes.name(i)));
    }
    assertEquals(OptionalInt.empty(), classes.indexOf("hexagon"));
  }

  @Test
  void serialisationKeepsClasses() throws Exception {
    Classes classes = Classes.of(List.of("10", "9"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(classes);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      Classes copy = (Classes) in.readObject();
      assertEquals(classes, copy);
      assertEquals(OptionalInt.of(1), copy.indexOf("10"));
    }
  }

  @Test
  void oneClassIsNotEnough() {
    assertEquals(
        "A classifier needs two classes or more, the training labels are all 4. "
            + "Add rows of another.",
        assertThrows(InvalidInputException.class, () -> Classes.of(List.of("4", "4")))
            .getMessage());
    assertEquals(
        "A classifier needs two classes or more, the training labels are none. "
            + "Add rows of another.",
        assertThrows(InvalidInputException.class, () -> Classes.of(List.of())).getMessage());
  }
}
