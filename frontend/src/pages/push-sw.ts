/** Service worker of the notices on a device. It serves no page and keeps nothing: its scope has none. */

import { listen, type PushScope } from "../push/handler.ts";

listen(self as unknown as PushScope);
