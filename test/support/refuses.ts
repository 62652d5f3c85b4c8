import assert from 'node:assert/strict'

/** Asserts that a call of the AWS SDK fails with this error, word for word. */
export async function refuses(call: Promise<unknown>, name: string, message: string): Promise<void> {
  const error = await call.then(
    () => assert.fail(`expected ${name}, but the call succeeded`),
    (thrown: unknown) => thrown as Error,
  )
  assert.deepEqual({ name: error.name, message: error.message }, { name, message })
}
