/** What takes the pictures of the guides: small files, and nothing on them of the machine they were taken on. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { root } from '../../tools/repository.ts'

/** A guide and its folder of pictures: `docs/NAME.md`, `docs/images/NAME`. */
export type GuideName = 'office-guide' | 'school-guide'

export interface GuidePicture {
  /** Part of the page, else what the screen shows. */
  readonly part?: Locator | undefined
  /** Shows the machine's own address, where the page speaks of it. */
  readonly keepsAddress?: boolean
}

export type GuideCamera = (page: Page, name: string, picture?: GuidePicture) => Promise<void>

const folderOf = (guide: GuideName): string => join(root, 'docs', 'images', guide)

/** Takes away the pictures of before. */
export async function emptyFolder(guide: GuideName): Promise<void> {
  await rm(folderOf(guide), { recursive: true, force: true })
  await mkdir(folderOf(guide), { recursive: true })
}

/** Takes what the guide shows, and nothing else. `darkroom` is an empty page. */
export async function createGuideCamera(darkroom: Page, guide: GuideName): Promise<GuideCamera> {
  const text = await readFile(join(root, 'docs', `${guide}.md`), 'utf8')
  return async (page, name, { part, keepsAddress = false } = {}) => {
    if (!text.includes(`images/${guide}/${name}.webp`)) return
    await showAsInOffice(page, keepsAddress)
    const path = join(folderOf(guide), `${name}.webp`)
    const picture = await (part ?? page).screenshot({ animations: 'disabled', caret: 'hide', scale: 'css' })
    await writeFile(path, await toWebp(darkroom, picture))
    console.log(path)
  }
}

const publicAddress = 'https://porucheno.example.ru'

/** The pictures show an office's address and folder, not those of the machine they were taken on. */
function showAsInOffice(page: Page, keepsAddress: boolean): Promise<void> {
  return page.evaluate(({ address, keepsAddress }) => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const text = (node.nodeValue ?? '').replace(/(?:\/private)?\/(?:tmp|var)\/\S*porucheno-server-\w+/gu, '/srv/porucheno')
      node.nodeValue = keepsAddress ? text : text.replace('Linux, Chrome', 'Android, Chrome').replace(/http:\/\/localhost:\d+/gu, address).replace(/localhost:\d+/gu, new URL(address).host)
    }
  }, { address: publicAddress, keepsAddress })
}

/** A picture in half the bytes of PNG, every letter as sharp. */
async function toWebp(darkroom: Page, picture: Buffer): Promise<Buffer> {
  const text = await darkroom.evaluate(async (address) => {
    const image = await createImageBitmap(await (await fetch(address)).blob())
    const canvas = document.createElement('canvas')
    canvas.width = image.width
    canvas.height = image.height
    canvas.getContext('2d')?.drawImage(image, 0, 0)
    return canvas.toDataURL('image/webp', 0.8)
  }, `data:image/png;base64,${picture.toString('base64')}`)
  return Buffer.from(text.split(',')[1] ?? '', 'base64')
}
