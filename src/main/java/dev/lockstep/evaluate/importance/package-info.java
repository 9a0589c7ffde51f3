/**
 * How much a trained network leans on each column of a table: {@link
 * dev.lockstep.evaluate.importance.PermutationImportance} lets rows take the cells of a {@link
 * dev.lockstep.scale.SourceColumn} from other rows, which {@code PermutedRows} brings to them, adds
 * up in {@code ScoreSums} how well the network then does, and finds {@link
 * dev.lockstep.evaluate.importance.ImportanceFindings}.
 */
package dev.lockstep.evaluate.importance;
