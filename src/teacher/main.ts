import './teacher.css'
import { type Memory, openPage } from './openPage.ts'
import { createTeacherApi } from './teacherApi.ts'

const place = document.getElementById('teacher')
if (place !== null) void openPage(place, createTeacherApi(location.hash.slice(1), (input, init) => fetch(input, init)), memoryOf())

// Another link opened in the same tab changes only what stands behind the `#`.
addEventListener('hashchange', () => { location.reload() })

/** A browser that keeps nothing says so by throwing. */
function memoryOf(): Memory {
  try {
    return sessionStorage
  } catch {
    return null
  }
}
