<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>Prompts</name>
    <message numerus="yes">
        <source>Save your changes to %n target(s)?</source>
        <translation>
            <numerusform>Save your changes to %n target?</numerusform>
            <numerusform>Save your changes to %n targets?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>targetdesk::CodeEditor</name>
    <message numerus="yes">
        <source>… %n line(s)</source>
        <translation>
            <numerusform>… %n line</numerusform>
            <numerusform>… %n lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>targetdesk::ComparePanel</name>
    <message numerus="yes">
        <source>%n difference(s)</source>
        <translation>
            <numerusform>%n difference</numerusform>
            <numerusform>%n differences</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) differ</source>
        <translation>
            <numerusform>%n line differs</numerusform>
            <numerusform>%n lines differ</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>targetdesk::CompletionList</name>
    <message numerus="yes">
        <source>%1, in %2 of %n sample(s)</source>
        <translation>
            <numerusform>%1, in %2 of %n sample</numerusform>
            <numerusform>%1, in %2 of %n samples</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>targetdesk::DeliveryForm</name>
    <message numerus="yes">
        <source>%n set</source>
        <translation>
            <numerusform>%n set</numerusform>
            <numerusform>%n set</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to mend</source>
        <translation>
            <numerusform>%n to mend</numerusform>
            <numerusform>%n to mend</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>targetdesk::FindBar</name>
    <message numerus="yes">
        <source>%n match(es)</source>
        <translation>
            <numerusform>%n match</numerusform>
            <numerusform>%n matches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n replaced</source>
        <translation>
            <numerusform>%n replaced</numerusform>
            <numerusform>%n replaced</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>targetdesk::FixAllPreview</name>
    <message numerus="yes">
        <source>%n safe fix(es)</source>
        <translation>
            <numerusform>%n safe fix</numerusform>
            <numerusform>%n safe fixes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>tried on %n sample(s)</source>
        <translation>
            <numerusform>tried on %n sample</numerusform>
            <numerusform>tried on %n samples</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>targetdesk::ImpactPanel</name>
    <message numerus="yes">
        <source>The log does not say when %n of them went out: they are rendered as of when they were made.</source>
        <translation>
            <numerusform>The log does not say when %n of them went out: it is rendered as of when it was made.</numerusform>
            <numerusform>The log does not say when %n of them went out: they are rendered as of when they were made.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This edit changes none of the last %n deliveries</source>
        <translation>
            <numerusform>This edit does not change the last delivery</numerusform>
            <numerusform>This edit changes none of the last %n deliveries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This edit changes %1 of the last %n deliveries</source>
        <translation>
            <numerusform>This edit changes the last delivery</numerusform>
            <numerusform>This edit changes %1 of the last %n deliveries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n would no longer go out</source>
        <translation>
            <numerusform>%n would no longer go out</numerusform>
            <numerusform>%n would no longer go out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>targetdesk::MainWindow</name>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> (and %n more file(s))</source>
        <translation>
            <numerusform> (and %n more file)</numerusform>
            <numerusform> (and %n more files)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>targetdesk::MatrixPanel</name>
    <message numerus="yes">
        <source>%n pass</source>
        <translation>
            <numerusform>%n passes</numerusform>
            <numerusform>%n pass</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n fail</source>
        <translation>
            <numerusform>%n fails</numerusform>
            <numerusform>%n fail</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n sample(s) checked</source>
        <translation>
            <numerusform>%1 of %n sample checked</numerusform>
            <numerusform>%1 of %n samples checked</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>targetdesk::RenameDialog</name>
    <message numerus="yes">
        <source>%n reaction(s) will follow the new handle:</source>
        <translation>
            <numerusform>%n reaction will follow the new handle:</numerusform>
            <numerusform>%n reactions will follow the new handle:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>targetdesk::TargetsModel</name>
    <message numerus="yes">
        <source>%1, %n target(s)</source>
        <translation>
            <numerusform>%1, %n target</numerusform>
            <numerusform>%1, %n targets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>targetdesk::TemplateFixes</name>
    <message numerus="yes">
        <source>Trying the fixes on %n sample(s) …</source>
        <translation>
            <numerusform>Trying the fixes on %n sample …</numerusform>
            <numerusform>Trying the fixes on %n samples …</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n safe fix(es) made: %1</source>
        <translation>
            <numerusform>%n safe fix made: %1</numerusform>
            <numerusform>%n safe fixes made: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Formatted; the payload of %n sample(s) is the same.</source>
        <translation>
            <numerusform>Formatted; the payload of %n sample is the same.</numerusform>
            <numerusform>Formatted; the payload of %n samples is the same.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>targetdesk::WhereFromPanel</name>
    <message numerus="yes">
        <source>%n time(s) in the payload</source>
        <translation>
            <numerusform>%n time in the payload</numerusform>
            <numerusform>%n times in the payload</numerusform>
        </translation>
    </message>
</context>
</TS>
