import { createRoot } from "react-dom/client";
import { App } from "./App";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/layout.css";
import "./styles/viewer.css";
import "./styles/reading.css";
import "./styles/findings.css";
import "./styles/models.css";
import "./styles/archive.css";
import "./styles/print.css";

const root = document.getElementById("root");
if (root) createRoot(root).render(<App />);
