import type { Stores } from '../stores.ts'

/**
 * Has the database take note each time that the users added by some work have doubled. To be called after each of the
 * work's transactions with the number before and after it.
 */
export async function noteGrowth(
  { users }: Pick<Stores, 'users'>,
  before: number,
  after: number,
): Promise<void> {
  const hasDoubled = Math.clz32(after) < Math.clz32(before) // passed a power of two
  if (hasDoubled) await users.noteGrowth()
}
