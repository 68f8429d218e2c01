import type { Reporter, TestModule } from 'vitest/node';

/** Names what was skipped, so that no check is lost unseen, and ends the run with one line to count by. */
export default class Tally implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap(module => [...module.children.allTests()]);
    const count = (state: string): number => tests.filter(test => test.result().state === state).length;
    const broken = modules.filter(module => module.state() === 'failed' && module.errors().length > 0).length;
    for (const test of tests) if (test.result().state === 'skipped') console.log(`skipped: ${test.fullName}`);
    const failed = count('failed') + broken + errors.length;
    const skipped = count('skipped');
    console.log(`tests: ${count('passed')} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  }
}
