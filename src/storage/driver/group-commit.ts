import type { Turns } from './turns.ts'

/** The statements that a group needs of the writing connection. They block, but for the patience with other processes. */
export interface GroupStatements {
  /** Throws or rejects if the database can't be written now. */
  begin(): void | Promise<void>
  commit(): void | Promise<void>
  /** Never throws. */
  rollBack(): void
  /** Sets the mark that {@link undoMember} goes back to. */
  markMember(): void
  keepMember(): void
  /** Throws if the whole group is undone already, as SQLite does by itself when a disk is full. */
  undoMember(): void
}

export interface GroupCommit {
  /** Runs `work` as a transaction of its own: it settles when what `work` did is stored for good, or undone. */
  transact<T>(work: () => Promise<T>): Promise<T>
  /** Runs `step` in its turn and outside of any transaction. */
  alone<T>(step: () => T | Promise<T>): Promise<T>
  /** Whether nothing is under way, and so nothing to be seen that isn't committed. */
  isIdle(): boolean
}

interface Group {
  /** Settles with the commit, and rejects when nothing of the group was stored. */
  readonly ended: Promise<void>
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
  /** The round of the event loop that it was open for is over. */
  due: boolean
  /** Nothing is in it yet that would have to stay if a member is undone. */
  empty: boolean
}

function newGroup(): Group {
  let resolve = () => {}
  let reject: Group['reject'] = () => {}
  const ended = new Promise<void>((...settle) => {
    ;[resolve, reject] = settle
  })
  ended.catch(() => {}) // each member gets the error when it waits
  return { ended, resolve, reject, due: false, empty: true }
}

/**
 * Lets the transactions that are asked for in one round of the event loop share a commit, which costs more than most
 * of them do by themselves. They still run one after the other, each is undone by itself if it fails, and none is
 * answered before the commit. When that fails, all of them fail.
 */
export function groupCommit(turns: Turns, statements: GroupStatements): GroupCommit {
  let open: Group | undefined

  /** Only with the turn. */
  async function openGroup(): Promise<Group> {
    if (open) return open
    await statements.begin()
    const group = newGroup()
    open = group
    setImmediate(() => {
      if (open !== group) return
      group.due = true
      if (turns.tryTake()) void leave()
    })
    return group
  }

  /** Only with the turn. */
  async function endGroup(): Promise<void> {
    const group = open
    if (!group) return
    open = undefined
    try {
      await statements.commit()
      group.resolve()
    } catch (error) {
      statements.rollBack()
      group.reject(error)
    }
  }

  async function leave(): Promise<void> {
    if (open?.due) await endGroup()
    turns.release()
  }

  function undo(group: Group): void {
    try {
      statements.undoMember()
    } catch (error) {
      open = undefined
      statements.rollBack()
      group.reject(error)
    }
  }

  /** To undo the first member is to undo the group, which needs no mark. */
  async function asFirst<T>(group: Group, work: () => Promise<T>): Promise<T> {
    try {
      const result = await work()
      group.empty = false
      return result
    } catch (error) {
      open = undefined
      statements.rollBack()
      group.resolve()
      throw error
    }
  }

  async function asMember<T>(group: Group, work: () => Promise<T>): Promise<T> {
    if (group.empty) return asFirst(group, work)
    statements.markMember()
    try {
      const result = await work()
      statements.keepMember()
      return result
    } catch (error) {
      undo(group)
      throw error
    }
  }

  return {
    async transact(work) {
      if (!turns.tryTake()) await turns.take()
      let group: Group | undefined
      try {
        group = await openGroup()
        return await asMember(group, work)
      } finally {
        await leave()
        await group?.ended
      }
    },

    async alone(step) {
      if (!turns.tryTake()) await turns.take()
      try {
        await endGroup()
        return await step()
      } finally {
        turns.release()
      }
    },

    isIdle: () => open === undefined && turns.isFree(),
  }
}
