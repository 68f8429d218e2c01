/** What Node 20 has and the compiler's library of ES2023 hasn't. */
interface String {
  /** Whether every surrogate has its other half, so that UTF-8 can hold the text. */
  isWellFormed(): boolean;
}
