import type { Instant } from '../../kernel/clock.ts'
import type { CustomRounds } from './custom-rounds.ts'

export interface CustomRoundsStore {
  put(rounds: CustomRounds): Promise<void>
  find(id: string): Promise<CustomRounds | undefined>
  deleteExpired(before: Instant): Promise<number>
}
