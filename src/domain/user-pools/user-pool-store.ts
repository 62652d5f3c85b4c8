import type { UserPool } from './user-pool.ts'

export interface UserPoolPage {
  readonly region: string
  readonly limit: number
  /** The id of the last pool on the previous page. */
  readonly after?: string | undefined
}

export interface UserPoolStore {
  insert(pool: UserPool): Promise<void>
  find(id: string): Promise<UserPool | undefined>
  /** Like {@link find}, and locks the pool until this transaction ends. */
  lock(id: string): Promise<UserPool | undefined>
  /** Cheapest if only attributes were added to the pool since this transaction locked it. */
  save(pool: UserPool): Promise<void>
  /** Deletes the pool and everything that belongs to it. */
  delete(id: string): Promise<void>
  /** At most `limit` pools of the region, in the order of their ids. */
  list(page: UserPoolPage): Promise<readonly UserPool[]>
  countInRegion(region: string): Promise<number>
  countUsers(id: string): Promise<number>
  /** Whether one of the pool's import jobs is Pending, InProgress or Stopping. */
  hasActiveImportJob(id: string): Promise<boolean>
}
