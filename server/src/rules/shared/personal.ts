export { type Classifiable, type ColumnClass, classificationOf, type Classifier, classifier, classOf, inheritedClass, ownClass, personalColumns } from '../../model/classification';
export { personalKind } from '../../model/personalNames';
