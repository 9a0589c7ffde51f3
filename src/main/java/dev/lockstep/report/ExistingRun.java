package dev.lockstep.report;

/** What is to become of a run that a folder holds already. */
public enum ExistingRun {
  /** It stays, and nothing is done. */
  REFUSE,
  /** It is gone on with. */
  RESUME,
  /** It is lost: its checkpoints at the new one's first, the rest when the new one is complete. */
  REPLACE
}
