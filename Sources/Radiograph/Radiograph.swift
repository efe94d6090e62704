// Radiograph
