import type { Stores } from '../stores.ts'

/**
 * Refreshes the database's planner statistics each time the number of added users has doubled. Call it after each
 * transaction with the number before and after.
 */
export async function noteGrowth(
  { users }: Pick<Stores, 'users'>,
  before: number,
  after: number,
): Promise<void> {
  const hasDoubled = Math.clz32(after) < Math.clz32(before) // passed a power of two
  if (hasDoubled) await users.noteGrowth()
}
