import type { Command } from 'commander'

export function addMigrateFromAws(_program: Command): void {}
