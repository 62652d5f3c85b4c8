import hooks, { type AsyncHook, type HookCallbacks } from 'node:async_hooks'

// Node's test runner follows each promise from its beginning to its end, to know the test that an uncaught error comes
// from and the suite that a test is declared in. That takes a tenth of the CPU of a test that serves requests.

let tracking: AsyncHook | undefined
const { createHook } = hooks

// The runner makes its hook when `node:test` is loaded, which therefore must come after this module.
Object.assign(hooks, {
  createHook(callbacks: HookCallbacks): AsyncHook {
    Object.assign(hooks, { createHook })
    tracking = createHook(callbacks)
    return tracking
  },
})

/**
 * Lets the runner forget promises, once all tests are declared. An uncaught error still makes the run fail, but is
 * reported beside the tests; a test that is declared within another one must use that one's context (`t.test`).
 */
export function stopTracking(): void {
  tracking?.disable()
}
