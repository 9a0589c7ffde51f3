package dev.lockstep.train;

import dev.lockstep.option.Choice;

/** Why a training has ended. */
public enum Ending implements Choice {
  /** All epochs that were asked for are done. */
  EPOCHS,
  /** As many epochs in a row as were to be waited for have not been better. */
  PATIENCE,
  /** The epochs have taken as long as they were to take. */
  TIME,
  /** No step makes the objective smaller. */
  NO_STEP
}
