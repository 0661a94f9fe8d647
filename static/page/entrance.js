// The pages in front of the app need no script but for the colours that were chosen on the others.

import { keepTheme } from "./theme.js";

keepTheme();
