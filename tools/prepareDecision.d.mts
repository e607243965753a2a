export const firstNodeWithTypes: string
export const installArguments: readonly string[]
export function installStamp(lockText: string, platform: string): string
export function isTreeOfLock(lockText: string, hiddenLockText: string | undefined): boolean
export function decideInstall(state: {
  readonly stamp: string | undefined
  readonly wantedStamp: string
  readonly isTreeOfLock: () => boolean
}): 'ready' | 'adopt' | 'install'
export function bundledNodePath(platform: string, arch: string): string | undefined
export function runsTypes(version: string): boolean
export function chooseRuntimes(machine: {
  readonly bundled: string | undefined
  readonly own: string
  readonly ownVersion: string
}): readonly { readonly command: string; readonly flags: readonly string[] }[]
export function npmCommand(
  environment: { readonly npm_execpath?: string | undefined; readonly npm_node_execpath?: string | undefined },
  own: { readonly execPath: string; readonly platform: string },
): { readonly command: string; readonly args: readonly string[]; readonly shell: boolean }
