import type { Browser } from '@playwright/test'

/** A school's order as a phone sees it. */
export async function photographOrder(browser: Browser): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 900, height: 1200 } })
  await page.setContent(
    '<body style="font: 30px serif; margin: 90px 80px; background: #f4f1ea"><p style="text-align:center">МБОУ «Средняя школа»</p><h2 style="text-align:center">ПРИКАЗ</h2><p>от 30 августа &nbsp; № 41</p><p>О нагрузке педагогов</p><p>ПРИКАЗЫВАЮ:</p><p>1. Утвердить учебную нагрузку педагогических работников на учебный год.</p><p>2. Контроль оставляю за собой.</p><p style="margin-top:120px">Директор ____________ А.И. Петрова</p></body>',
  )
  const picture = await page.screenshot({ type: 'jpeg', quality: 90 })
  await page.close()
  return picture
}
