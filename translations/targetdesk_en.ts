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
</TS>
